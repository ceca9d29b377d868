/** Who wrote a commit, as the commit says it. */
interface Author {
  name?: string;
  email?: string;
}

/** One person in one release: by the address in whatever case, else by the name. */
export const authorKey = ({ name = '', email = '' }: Author): string => (email || name).toLowerCase();
