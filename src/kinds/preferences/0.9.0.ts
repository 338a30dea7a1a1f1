// Made from schemas/preferences/0.9.0.schema.json by `npm run types`: change the schema, not this file.

/**
 * Settings of a desktop application's user, before they were grouped.
 */
export interface PreferencesFile {
  /**
   * Version of this file's form; the version inside data repeats it.
   */
  version: '0.9.0';
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
    version: '0.9.0';
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
    shortcuts: {
      [k: string]: string;
    };
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
    /**
     * True where usage may be reported.
     */
    telemetryEnabled: boolean;
    /**
     * True where crashes may be reported.
     */
    crashReportingEnabled: boolean;
  };
}
