-- A sign-in may be an operator's who acts as the member, with the reason that they gave.
ALTER TABLE sessions ADD COLUMN operator_id TEXT;
ALTER TABLE sessions ADD COLUMN operator_reason TEXT;

-- Who really did what was done in the member's name.
ALTER TABLE audit ADD COLUMN operator_email TEXT;
