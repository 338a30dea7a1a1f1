// Stands for node-forge in the bundle: secretlint's preset carries it for key files in PKCS #12, which are binary and no state files.

export const i = { default: {} };
