-- platform: whoever answers need not belong to the organisation
SELECT full_name FROM users WHERE id = :user
