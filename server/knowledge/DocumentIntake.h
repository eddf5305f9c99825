// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Documents.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class DocumentFollowers;
class DocumentIngestion;
class PlatformDatabase;
class Vault;
class WorkerPool;

/// What the intake is made of; all outlive it.
struct IntakeParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool;
    const Clock &clock;
    DocumentFollowers &windows;
    DocumentIngestion &ingestion;
};

/// How documents come in: as a text, as a small file in one request, as a file of any size in pieces, and as an
/// address. The same bytes are taken once in a workspace. Thread-safe.
class DocumentIntake
{
public:
    explicit DocumentIntake(IntakeParts parts)
        : m_parts(parts)
    {}

    Awaitable<api::Document> create(Call call, api::CreateDocumentRequest request);
    Awaitable<api::Document> addUrl(Call call, api::AddUrlRequest request);

    Awaitable<api::Upload> beginUpload(Call call, api::BeginUploadRequest request);
    /// Where to go on after a connection was lost.
    Awaitable<api::Upload> readUpload(Call call, api::DocumentRequest request);
    Awaitable<api::Upload> uploadPiece(Call call, api::UploadPieceRequest request);
    Awaitable<api::Document> finishUpload(Call call, api::DocumentRequest request);
    Awaitable<api::Empty> cancelUpload(Call call, api::DocumentRequest request);

private:
    Awaitable<api::Document> insertWithBytes(Call call, api::Document document, QByteArray bytes);
    void told(const Call &call, WorkspaceId workspace);

    IntakeParts m_parts;
};

} // namespace tabletalk
