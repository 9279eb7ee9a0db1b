// File functions that itk-wasm's runPipeline expects of a module.
Module['fs_mkdirs'] = function (path) { FS.mkdirTree(path); };
Module['fs_readFile'] = function (path, options) { return FS.readFile(path, options); };
Module['fs_writeFile'] = function (path, data, options) { return FS.writeFile(path, data, options); };
Module['fs_unlink'] = function (path) { return FS.unlink(path); };
Module['fs_open'] = function (path, flags, mode) { return FS.open(path, flags, mode); };
Module['fs_stat'] = function (path) { return FS.stat(path); };
Module['fs_read'] = function (stream, buffer, offset, length, position) { return FS.read(stream, buffer, offset, length, position); };
Module['fs_close'] = function (stream) { return FS.close(stream); };
