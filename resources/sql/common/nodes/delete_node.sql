-- platform: a server belongs to no tenant
DELETE FROM nodes WHERE id = :id;
