-- A look at whether a version is in a patient's feed must not walk the whole feed.
CREATE INDEX change_of_row ON change(row, patient);
