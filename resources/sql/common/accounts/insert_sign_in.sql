-- platform: an account belongs to its person, not to an organisation
INSERT INTO sign_ins (user_id, id, at, organization_id, address, client, outcome)
VALUES (:user, :id, :now, :organization, :address, :client, :outcome);
