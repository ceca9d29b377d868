import type { Assembly, AssemblyKey, AssemblyStore } from '../../lib/ports/assembly-store.ts';
import type { ChunkStore } from '../../lib/ports/chunk-store.ts';
import {
  MAX_ORGANIZATION_TOKENS,
  type OrganizationToken,
  type OrganizationTokenStore,
} from '../../lib/ports/organization-token-store.ts';
import type { TokenStore } from '../../lib/ports/token-store.ts';

/** Chunks in a map, by organization and checksum. */
export const memoryChunkStore = (): ChunkStore & { chunks: Map<string, Uint8Array> } => {
  const chunks = new Map<string, Uint8Array>();
  return {
    chunks,
    missing: async (organization, checksums) => checksums.filter(sum => !chunks.has(`${organization}/${sum}`)),
    put: async (organization, checksum, bytes) => void chunks.set(`${organization}/${checksum}`, bytes),
    get: async (organization, checksum) => chunks.get(`${organization}/${checksum}`),
  };
};

export const memoryAssemblyStore = (): AssemblyStore => {
  const assemblies = new Map<string, Assembly>();
  const nameOf = ({ organization, checksum, aim }: AssemblyKey): string => [organization, checksum, aim].join('/');
  return {
    get: async key => assemblies.get(nameOf(key)),
    begin: async (key, now, before) => {
      const there = assemblies.get(nameOf(key));
      if (there?.state !== before?.state || there?.since !== before?.since) return false;
      assemblies.set(nameOf(key), { state: 'created', since: now, bundles: [] });
      return true;
    },
    set: async (key, assembly) => void assemblies.set(nameOf(key), assembly),
  };
};

/** @param tokens where secrets are looked up */
export const memoryOrganizationTokenStore = (tokens: TokenStore): OrganizationTokenStore => {
  const all: { secret: string; token: OrganizationToken }[] = [];
  const find = (organization: string, id: string) =>
    all.find(({ token }) => token.organization === organization && token.id === id);
  return {
    create: async (secret, token) => {
      if (find(token.organization, token.id)) return true;
      if (all.filter(one => one.token.organization === token.organization).length >= MAX_ORGANIZATION_TOKENS)
        return false;
      all.push({ secret, token });
      const { organization, name, scopes, dateCreated } = token;
      await tokens.create(secret, { kind: 'organization', organization, name, scopes, dateCreated });
      return true;
    },
    list: async organization =>
      all
        .map(({ token }) => token)
        .filter(token => token.organization === organization)
        .sort((one, other) => other.dateCreated - one.dateCreated),
    rename: async (organization, id, name) => {
      const found = find(organization, id);
      if (found) found.token = { ...found.token, name };
      return found?.token;
    },
    delete: async (organization, id) => {
      const found = find(organization, id);
      if (!found) return false;
      all.splice(all.indexOf(found), 1);
      await tokens.delete(found.secret);
      return true;
    },
  };
};
