-- What a phone wrote whose clock was more than 24 hours ahead is ordered by when it arrived. It used to be the newest until
-- its date came. A correction is judged by its own arrival and ordered by the first one.
UPDATE view_response SET authored_ms = received_ms
WHERE authored_ms > 86400000 + (SELECT v.received_ms FROM resource_version v WHERE v.row = view_response.row);

UPDATE view_score SET authored_ms = received_ms
WHERE authored_ms > 86400000 + coalesce(
    (SELECT v.received_ms FROM view_response r JOIN resource_version v ON v.row = r.row WHERE r.id = view_score.response),
    received_ms);

UPDATE view_journal SET authored_ms = received_ms WHERE authored_ms > 86400000 + received_ms;
