/**
 * Settings of a desktop application's user, in the envelope of its data directory.
 */
export interface PreferencesFile {
    /**
     * Version of this file's form; the version inside data repeats it.
     */
    version: '1.0.0';
    /**
     * When the file was written, in milliseconds since the epoch.
     */
    timestamp: number;
    /**
     * The preferences.
     */
    data: {
        /**
         * Repeats the version of the file.
         */
        version: '1.0.0';
        /**
         * Colours; auto follows the system.
         */
        theme: 'dark' | 'light' | 'auto';
        /**
         * Language of the application, such as en or pt-BR.
         */
        language: string;
        /**
         * Keys by command.
         */
        keyBindings: {
            [k: string]: string;
        };
        /**
         * How the window looks.
         */
        ui: {
            /**
             * True where the sidebar shows icons alone.
             */
            sidebarCollapsed: boolean;
            /**
             * How close the widgets stand.
             */
            gridDensity: 'compact' | 'normal' | 'spacious';
            /**
             * True where the lines of the grid are drawn.
             */
            showGridLines: boolean;
        };
        /**
         * What may leave the machine.
         */
        privacy: {
            /**
             * True where usage may be reported.
             */
            telemetryEnabled: boolean;
            /**
             * True where crashes may be reported.
             */
            crashReportingEnabled: boolean;
        };
    };
}
