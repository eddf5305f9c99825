SELECT pg_catalog.pg_notify('tabletalk_events',
    CAST(:tenant AS TEXT) || ' ' || CAST(:stream AS TEXT) || ' ' || CAST(CAST(:seq AS BIGINT) AS TEXT));
