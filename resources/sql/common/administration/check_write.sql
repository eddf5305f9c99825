-- platform: tries whether the platform database takes a write, on the row of the server that asks
UPDATE nodes SET alive_until = alive_until WHERE id = :id;
