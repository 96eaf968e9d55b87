/** The text of an act as it is told of a woman; of a man, and of one whose sex is not noted, it is the plain one. */
export const bySex = (key: string, sex: string | null | undefined): string =>
  sex === 'female' ? `${key}-by-woman` : key;

/** The name of a role as its holder bears it. */
export const roleKey = ({ role, sex }: { readonly role: string; readonly sex: string | null }): string =>
  `alerts:${sex === 'female' ? 'role-of-woman' : 'role'}.${role}`;
