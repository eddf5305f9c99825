-- platform: how the server is set is its operator's
SELECT settings FROM server_settings WHERE id = 'server';
