// What is being typed, held in this window's memory only: it survives a live update, a look at
// another patient and an expired session, and is gone when its owner signs out or somebody else
// signs in.

export class Drafts {
  private readonly texts_ = new Map<string, string>();
  private owner_: string | null = null;

  /** Drafts belong to one account; another one starts with none. */
  claim(user: string): void {
    if (this.owner_ !== user) this.texts_.clear();
    this.owner_ = user;
  }

  get(key: string): string {
    return this.texts_.get(key) ?? "";
  }

  set(key: string, text: string): void {
    if (text === "") this.texts_.delete(key);
    else this.texts_.set(key, text);
  }

  has(key: string): boolean {
    return this.texts_.has(key);
  }

  forget(): void {
    this.texts_.clear();
    this.owner_ = null;
  }
}
