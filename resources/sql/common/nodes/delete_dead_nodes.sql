-- platform: a server belongs to no tenant
DELETE FROM nodes WHERE alive_until < :dead_before AND id <> :id;
