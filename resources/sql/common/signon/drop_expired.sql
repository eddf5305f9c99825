-- platform: attempts to sign in that nobody finished are of no use to any organisation
DELETE FROM signon_attempts WHERE expires_at <= :now;
