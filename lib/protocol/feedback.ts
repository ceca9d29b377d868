/** `contexts.feedback` of an event, as everything behind the edge knows it. What was not said is empty or absent. */
export interface FeedbackContext {
  message: string;
  contact_email: string;
  name: string;
  /** Page that it was written on. */
  url?: string;
  source?: string;
  /** 32 hex digits each. */
  associated_event_id?: string;
  replay_id?: string;
}
