// Output of a pipeline is captured, never printed: it may hold patient data.
var capturedStdout = '';
var capturedStderr = '';
Module['print'] = function (text) { capturedStdout += text + '\n'; };
Module['printErr'] = function (text) { capturedStderr += text + '\n'; };
Module['resetModuleStdout'] = function () { capturedStdout = ''; };
Module['resetModuleStderr'] = function () { capturedStderr = ''; };
Module['getModuleStdout'] = function () { return capturedStdout; };
Module['getModuleStderr'] = function () { return capturedStderr; };
