export interface EmailState {
  address: string;
  topicArn: string;
  state: 'confirmed' | 'pending' | 'missing';
}

export interface Setup {
  dsn: string;
  url: string;
  token?: string;
  uploadToken?: string;
  signIn?: string;
}

export function announcement(setup: Setup, email: EmailState | undefined): string;
