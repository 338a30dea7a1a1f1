import { type Container } from './container.js';
import type { OldNode } from './tree.js';
/** The nodes of those old containers that are wanted, by identity. Makes nodes only for what is found and what is around it. */
export declare function findByIdentity(root: OldNode, wanted: ReadonlySet<Container>): ReadonlyMap<Container, OldNode>;
