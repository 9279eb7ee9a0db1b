/** The app's version; a unit test keeps it equal to `package.json`. */
export const toolVersion = "0.1.0";
