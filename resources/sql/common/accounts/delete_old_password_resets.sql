-- platform: retention deletes what can be used no more, whosever it is
DELETE FROM password_resets WHERE expires_at < :before;
