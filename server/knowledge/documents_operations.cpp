// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/documents_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/knowledge/DocumentService.h"

namespace tabletalk {

namespace {

/// Of one request with a text or file; as much as a message over a WebSocket may have.
constexpr size_t mostBody = 1024 * 1024;

/// Files come by the thousand. What they take is bounded by the plan, so they may come as fast as answers go out.
OperationInfo inGreatNumbers(OperationInfo info)
{
    info.rate = RateClass::Read;
    info.maxBodyBytes = mostBody;
    return info;
}

void addReading(Registry &registry, DocumentService &documents)
{
    registry.add<api::DocumentListRequest, api::DocumentList>(
        reading("documents.list", "workspaces/{workspaceId}/documents",
                "List a workspace's documents that the caller sees, newest first"),
        Permission::Ask, [&documents](Call call, api::DocumentListRequest request) {
            return documents.list(std::move(call), std::move(request));
        });
    registry.add<api::KnowledgeRequest, api::DocumentProgress>(
        reading("documents.progress", "workspaces/{workspaceId}/documents/progress",
                "How many documents wait, were read and failed, and how long the rest takes"),
        Permission::Ask, [&documents](Call call, api::KnowledgeRequest request) {
            return documents.progress(std::move(call), request);
        });
    OperationInfo follow =
        reading("documents.follow", "workspaces/{workspaceId}/documents/follow",
                "Be told by \"documents.changed\" whenever a workspace's documents change (WebSocket "
                "only)");
    follow.method = HttpMethod::Post;
    registry.add<api::KnowledgeRequest, api::DocumentProgress>(
        follow, Permission::Ask,
        [&documents](Call call, api::KnowledgeRequest request) { return documents.follow(std::move(call), request); });
    registry.add<api::DocumentRequest, api::Document>(
        reading("documents.read", "workspaces/{workspaceId}/documents/{id}", "Read how a document stands"),
        Permission::Ask,
        [&documents](Call call, api::DocumentRequest request) { return documents.read(std::move(call), request); });
    registry.add<api::PassageListRequest, api::PassageList>(
        reading("documents.passages", "workspaces/{workspaceId}/documents/{id}/passages",
                "List the passages that a document was cut into"),
        Permission::Ask, [&documents](Call call, api::PassageListRequest request) {
            return documents.passages(std::move(call), std::move(request));
        });
    registry.add<api::OriginalRequest, api::OriginalPiece>(
        reading("documents.original", "workspaces/{workspaceId}/documents/{id}/original",
                "The bytes of a document as they came, piece by piece"),
        Permission::Ask,
        [&documents](Call call, api::OriginalRequest request) { return documents.original(std::move(call), request); });
}

void addTaking(Registry &registry, DocumentService &documents)
{
    registry.add<api::CreateDocumentRequest, api::Document>(
        inGreatNumbers(making("documents.create", "workspaces/{workspaceId}/documents",
                              "Add a text, or a small file in one request")),
        Permission::ManageKnowledge, [&documents](Call call, api::CreateDocumentRequest request) {
            return documents.intake().create(std::move(call), std::move(request));
        });
    registry.add<api::AddUrlRequest, api::Document>(
        making("documents.addUrl", "workspaces/{workspaceId}/documents/url", "Add a page of the web, or a site"),
        Permission::ManageKnowledge, [&documents](Call call, api::AddUrlRequest request) {
            return documents.intake().addUrl(std::move(call), std::move(request));
        });
    registry.add<api::BeginUploadRequest, api::Upload>(
        inGreatNumbers(making("documents.beginUpload", "workspaces/{workspaceId}/documents/uploads",
                              "Begin to upload a file in pieces")),
        Permission::ManageKnowledge, [&documents](Call call, api::BeginUploadRequest request) {
            return documents.intake().beginUpload(std::move(call), std::move(request));
        });
    registry.add<api::DocumentRequest, api::Upload>(
        reading("documents.readUpload", "workspaces/{workspaceId}/documents/uploads/{id}",
                "Where to go on with an upload"),
        Permission::ManageKnowledge, [&documents](Call call, api::DocumentRequest request) {
            return documents.intake().readUpload(std::move(call), request);
        });
    OperationInfo piece =
        inGreatNumbers(changing("documents.uploadPiece", HttpMethod::Put,
                                "workspaces/{workspaceId}/documents/uploads/{id}", "Upload the next piece of a file"));
    piece.audit = AuditRule::Never; // its end is audited
    registry.add<api::UploadPieceRequest, api::Upload>(
        piece, Permission::ManageKnowledge, [&documents](Call call, api::UploadPieceRequest request) {
            return documents.intake().uploadPiece(std::move(call), std::move(request));
        });
    registry.add<api::DocumentRequest, api::Document>(
        inGreatNumbers(changing("documents.finishUpload", HttpMethod::Post,
                                "workspaces/{workspaceId}/documents/uploads/{id}/finish",
                                "End an upload: the document comes to wait")),
        Permission::ManageKnowledge, [&documents](Call call, api::DocumentRequest request) {
            return documents.intake().finishUpload(std::move(call), request);
        });
    registry.add<api::DocumentRequest, api::Empty>(
        changing("documents.cancelUpload", HttpMethod::Delete, "workspaces/{workspaceId}/documents/uploads/{id}",
                 "Give an upload up"),
        Permission::ManageKnowledge, [&documents](Call call, api::DocumentRequest request) {
            return documents.intake().cancelUpload(std::move(call), request);
        });
}

void addChanging(Registry &registry, DocumentService &documents)
{
    OperationInfo update = changing("documents.update", HttpMethod::Put, "workspaces/{workspaceId}/documents/{id}",
                                    "Change a document, whom it is shown to, and whether it is found");
    update.maxBodyBytes = mostBody;
    registry.add<api::UpdateDocumentRequest, api::Document>(
        update, Permission::ManageKnowledge, [&documents](Call call, api::UpdateDocumentRequest request) {
            return documents.update(std::move(call), std::move(request));
        });
    registry.add<api::DocumentRequest, api::Document>(
        changing("documents.reprocess", HttpMethod::Post, "workspaces/{workspaceId}/documents/{id}/reprocess",
                 "Read a document again"),
        Permission::ManageKnowledge, [&documents](Call call, api::DocumentRequest request) {
            return documents.reprocess(std::move(call), request);
        });
    registry.add<api::DocumentRequest, api::Empty>(
        changing("documents.delete", HttpMethod::Delete, "workspaces/{workspaceId}/documents/{id}",
                 "Delete a document, and the pages of a site with it"),
        Permission::ManageKnowledge,
        [&documents](Call call, api::DocumentRequest request) { return documents.remove(std::move(call), request); });
}

} // namespace

void addDocumentOperations(Registry &registry, DocumentService &documents)
{
    addReading(registry, documents);
    addTaking(registry, documents);
    addChanging(registry, documents);
}

} // namespace tabletalk
