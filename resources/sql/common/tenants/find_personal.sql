-- platform: an account finds its own organisation, whichever it is signed in to
SELECT id FROM tenants WHERE personal_user_id = :user;
