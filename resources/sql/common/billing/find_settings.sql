-- platform: how the platform bills is its operator's
SELECT settings FROM billing_settings WHERE id = 'platform';
