-- Stamps tell what a document was: the ledger only tells that it was dealt with.
alter table crawled_documents drop column revision;
