// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// Why a document could not be read, or not all of it, and what to do.
struct DocumentProblem
{
    QString code;
    QString title;
    QString detail;
    QString hint;
};
BOOST_DESCRIBE_STRUCT(DocumentProblem, (), (code, title, detail, hint))

/// How far a web site is followed.
struct SiteLimits
{
    std::optional<int> depth; ///< links away from its address, 0 to 10; 2 when absent
    std::optional<int> pages; ///< 1 to 2000; 100 when absent
    QString pathPrefix;       ///< "/docs/": only pages below it; that of the address when empty
};
BOOST_DESCRIBE_STRUCT(SiteLimits, (), (depth, pages, pathPrefix))

/// Something that a workspace knows besides its databases.
struct Document
{
    DocumentId id;
    WorkspaceId workspaceId;
    std::optional<DocumentId> parentId; ///< the web site that it is a page of
    QString kind;                       ///< text, file, page (of the web), site
    QString name;
    QString mediaType;                      ///< by content; a guess until it was read
    QString sourceUrl;                      ///< of pages and sites
    QString language;                       ///< two letters; empty when it is not known
    qint64 size = 0;                        ///< bytes as they came
    QString state;                          ///< uploading, pending, processing, completed, failed
    std::optional<DocumentProblem> problem; ///< of the last reading; of a completed one: what is missing
    int progress = 0;                       ///< percent
    bool active = true;                     ///< its passages are found
    int pages = 0;                          ///< 0 where there are none; of sites: documents
    int passages = 0;
    QString visibility; ///< private, team, organization, public, shared
    UserId ownerId;
    QString ownerName; ///< empty when they left
    bool mine = false;
    bool mayChange = false;         ///< by the reader; to whom it is shown, whoever added it decides
    std::optional<SiteLimits> site; ///< of sites
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> completedAt; ///< of the last reading that did not fail
    std::optional<QString> text;        ///< of one of kind text that is read by itself, as are the next two
    std::vector<UserId> userIds;        ///< to whom it is shown
    std::vector<TeamId> teamIds;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, workspaceId, parentId, kind, name, mediaType, sourceUrl, language, size, state, problem,
                       progress, active, pages, passages, visibility, ownerId, ownerName, mine, mayChange, site,
                       createdAt, updatedAt, completedAt, text, userIds, teamIds))

/// GET workspaces/{workspaceId}/documents: those that the caller sees, newest first
struct DocumentListRequest
{
    WorkspaceId workspaceId;
    std::optional<QString> state;       ///< absent: all but uploads
    std::optional<QString> text;        ///< all of its words are in the name or the address
    std::optional<DocumentId> parentId; ///< pages of that site; absent: what is no page of a site
    std::optional<bool> pages;          ///< true: pages of sites as well
    std::optional<int> limit;           ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(DocumentListRequest, (), (workspaceId, state, text, parentId, pages, limit, cursor))

struct DocumentList
{
    std::vector<Document> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(DocumentList, (), (items, nextCursor))

/// GET, DELETE workspaces/{workspaceId}/documents/{id}, and what is done with one
struct DocumentRequest
{
    WorkspaceId workspaceId;
    DocumentId id;
};
BOOST_DESCRIBE_STRUCT(DocumentRequest, (), (workspaceId, id))

/// GET workspaces/{workspaceId}/documents/{id}/passages: in order. Where they begin: after the cursor, a few before the
/// passage that is named, at the ordinal, or at the first, whichever of these is there.
struct PassageListRequest
{
    WorkspaceId workspaceId;
    DocumentId id;
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
    std::optional<PassageId> passageId; ///< not found once the document was read again
    std::optional<int> from;            ///< an ordinal
};
BOOST_DESCRIBE_STRUCT(PassageListRequest, (), (workspaceId, id, limit, cursor, passageId, from))

struct PassageItem
{
    PassageId id;
    int ordinal = 0;
    int page = 0; ///< 0 where there are none
    QString heading;
    QString text;
};
BOOST_DESCRIBE_STRUCT(PassageItem, (), (id, ordinal, page, heading, text))

struct PassageList
{
    std::vector<PassageItem> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(PassageList, (), (items, nextCursor))

/// GET workspaces/{workspaceId}/documents/{id}/original: the bytes as they came, piece by piece
struct OriginalRequest
{
    WorkspaceId workspaceId;
    DocumentId id;
    std::optional<qint64> offset; ///< 0, or the nextOffset of the piece before
};
BOOST_DESCRIBE_STRUCT(OriginalRequest, (), (workspaceId, id, offset))

struct OriginalPiece
{
    QString name;
    QString mediaType;
    qint64 size = 0;                  ///< of all
    QString data;                     ///< base64
    std::optional<qint64> nextOffset; ///< absent: that was the last
};
BOOST_DESCRIBE_STRUCT(OriginalPiece, (), (name, mediaType, size, data, nextOffset))

/// POST workspaces/{workspaceId}/documents: a text, or the bytes of a small file. Conflict when the workspace has the
/// same bytes already; the problem names the document.
struct CreateDocumentRequest
{
    WorkspaceId workspaceId;
    QString name;                      ///< of a file with its ending
    std::optional<QString> text;       ///< this or data
    std::optional<QString> data;       ///< base64
    std::optional<QString> language;   ///< guessed when absent
    std::optional<QString> visibility; ///< organization when absent
};
BOOST_DESCRIBE_STRUCT(CreateDocumentRequest, (), (workspaceId, name, text, data, language, visibility))

/// POST workspaces/{workspaceId}/documents/url: a page of the web, or a site
struct AddUrlRequest
{
    WorkspaceId workspaceId;
    QString url;
    std::optional<QString> name;       ///< the page's own when absent
    std::optional<SiteLimits> site;    ///< absent: the page alone
    std::optional<QString> visibility; ///< organization when absent
};
BOOST_DESCRIBE_STRUCT(AddUrlRequest, (), (workspaceId, url, name, site, visibility))

/// POST workspaces/{workspaceId}/documents/uploads: a file of any size, that follows in pieces
struct BeginUploadRequest
{
    WorkspaceId workspaceId;
    QString name;
    qint64 size = 0;
    std::optional<QString> hash;       ///< SHA-256 in 64 digits: what is there already need not be sent
    std::optional<QString> visibility; ///< organization when absent
};
BOOST_DESCRIBE_STRUCT(BeginUploadRequest, (), (workspaceId, name, size, hash, visibility))

/// How far an upload is. Pieces come in order, all but the last of pieceSize bytes.
struct Upload
{
    DocumentId id;
    qint64 size = 0;
    qint64 received = 0; ///< where the next piece begins
    qint64 pieceSize = 0;
};
BOOST_DESCRIBE_STRUCT(Upload, (), (id, size, received, pieceSize))

/// PUT workspaces/{workspaceId}/documents/uploads/{id}: a piece. One that was received before is received again.
struct UploadPieceRequest
{
    WorkspaceId workspaceId;
    DocumentId id;
    qint64 offset = 0;
    QString data; ///< base64
};
BOOST_DESCRIBE_STRUCT(UploadPieceRequest, (), (workspaceId, id, offset, data))

/// PUT workspaces/{workspaceId}/documents/{id}; what is absent stays as it is
struct UpdateDocumentRequest
{
    WorkspaceId workspaceId;
    DocumentId id;
    std::optional<QString> name;
    std::optional<QString> language; ///< two letters; empty: as guessed
    std::optional<QString> text;     ///< of documents of kind text alone; it is read again
    std::optional<bool> active;
    std::optional<QString> visibility;          ///< by whoever added it
    std::optional<std::vector<UserId>> userIds; ///< of visibility shared
    std::optional<std::vector<TeamId>> teamIds; ///< of visibility team
    std::optional<SiteLimits> site;             ///< of sites; holds from the next reading on
};
BOOST_DESCRIBE_STRUCT(UpdateDocumentRequest, (),
                      (workspaceId, id, name, language, text, active, visibility, userIds, teamIds, site))

/// GET workspaces/{workspaceId}/documents/progress, and documents.follow
struct KnowledgeRequest
{
    WorkspaceId workspaceId;
};
BOOST_DESCRIBE_STRUCT(KnowledgeRequest, (), (workspaceId))

/// How the workspace's documents stand, whoever sees them.
struct DocumentProgress
{
    qint64 pending = 0;
    qint64 processing = 0;
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 passages = 0;
    qint64 bytes = 0;                  ///< of all
    qint64 bytesWaiting = 0;           ///< still to be read
    std::optional<qint64> secondsLeft; ///< absent while it is not known
};
BOOST_DESCRIBE_STRUCT(DocumentProgress, (),
                      (pending, processing, completed, failed, passages, bytes, bytesWaiting, secondsLeft))

} // namespace tabletalk::api
