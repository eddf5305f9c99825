-- platform: retention deletes attempts to sign in, whosever they are
DELETE FROM sign_ins WHERE at < :before;
