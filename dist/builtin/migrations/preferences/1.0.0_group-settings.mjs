// @ts-check

/** @typedef {import('../../src/kinds/preferences/0.9.0.ts').PreferencesFile} Before */
/** @typedef {import('../../src/kinds/preferences/1.0.0.ts').PreferencesFile} After */

/**
 * What stood side by side is grouped by what it is about.
 *
 * @param {Before} file
 * @returns {Omit<After, 'version'>}
 */
export const up = ({ data, ...file }) => {
  const { theme, language, shortcuts, ...rest } = data;
  const { sidebarCollapsed, gridDensity, showGridLines, telemetryEnabled, crashReportingEnabled } = rest;
  return {
    ...file,
    data: {
      version: '1.0.0',
      theme,
      language,
      keyBindings: shortcuts,
      ui: { sidebarCollapsed, gridDensity, showGridLines },
      privacy: { telemetryEnabled, crashReportingEnabled },
    },
  };
};

/**
 * @param {After} file
 * @returns {Omit<Before, 'version'>}
 */
export const down = ({ data, ...file }) => ({
  ...file,
  data: {
    version: '0.9.0',
    theme: data.theme,
    language: data.language,
    shortcuts: data.keyBindings,
    ...data.ui,
    ...data.privacy,
  },
});
