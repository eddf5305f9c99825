// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/knowledge/DocumentFollowers.h"
#include "server/knowledge/DocumentIngestion.h"
#include "server/knowledge/DocumentIntake.h"

namespace tabletalk {

class WorkerPool;

/// What the service is made of; all outlive it. Whoever follows passages is in followers before jobs start.
struct DocumentParts
{
    PlatformDatabase &database;
    Vault &vault;
    JobService &jobs;
    WorkerPool &controlPool;
    const Clock &clock;
    const PassageFollowers &followers;
    DocumentReaders readers;
};

/// The documents of workspaces, once they are there: shown to those who may see them, changed, deleted.
/// Thread-safe.
class DocumentService
{
public:
    explicit DocumentService(DocumentParts parts);

    Awaitable<api::DocumentList> list(Call call, api::DocumentListRequest request);
    Awaitable<api::Document> read(Call call, api::DocumentRequest request);
    Awaitable<api::PassageList> passages(Call call, api::PassageListRequest request);
    Awaitable<api::OriginalPiece> original(Call call, api::OriginalRequest request);
    Awaitable<api::DocumentProgress> progress(Call call, api::KnowledgeRequest request);
    /// The same, and "documents.changed" over the caller's WebSocket whenever there is something new.
    Awaitable<api::DocumentProgress> follow(Call call, api::KnowledgeRequest request);

    Awaitable<api::Document> update(Call call, api::UpdateDocumentRequest request);
    Awaitable<api::Document> reprocess(Call call, api::DocumentRequest request);
    /// With the pages of a site.
    Awaitable<api::Empty> remove(Call call, api::DocumentRequest request);

    DocumentIngestion &ingestion() { return m_ingestion; }
    DocumentIntake &intake() { return m_intake; }

private:
    Awaitable<QString> textOf(TenantScope scope, KeptDocument kept);
    Awaitable<void> updateText(Call call, api::UpdateDocumentRequest request, KeptDocument before);
    void followersChanged(const TenantScope &scope, const std::vector<KeptDocument> &documents) const;

    DocumentParts m_parts;
    DocumentFollowers m_windows;
    DocumentIngestion m_ingestion;
    DocumentIntake m_intake;
};

} // namespace tabletalk
