// Stands for @actions/http-client in the bundle of the Action: @actions/core needs it to ask for OIDC tokens, which statefix never does.

/** Refuses to be made: nothing in statefix reaches the network. */
export class HttpClient {
  constructor() {
    throw new Error('statefix makes no network requests');
  }
}

/** The same, for what would authenticate such a request. */
export class BearerCredentialHandler extends HttpClient {}
