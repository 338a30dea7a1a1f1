/** The version of this package, as `--version` and lock files say it; a test holds it equal to `package.json`. */
export declare const TOOL_VERSION = "0.1.0";
