// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/vocabulary/vocabulary_operations.h"

#include "server/api/Registry.h"
#include "server/vocabulary/VocabularyService.h"

namespace tabletalk {

namespace {

/// A vocabulary of the greatest size, escaped inside a JSON text.
constexpr size_t largeBody = size_t{2500} * 1024;

void addReading(Registry &registry, VocabularyService &vocabularies)
{
    registry.add<api::VocabularyRequest, api::VocabularyState>(
        {.name = "vocabulary.read",
         .path = "tenant/databases/{id}/vocabulary",
         .summary = "Read the business vocabulary of a connection"},
        Permission::ReadDatabases, [&vocabularies](Call call, api::VocabularyRequest request) {
            return vocabularies.read(std::move(call), request);
        });

    registry.add<api::VocabularyHistoryRequest, api::VocabularyHistory>(
        {.name = "vocabulary.history",
         .path = "tenant/databases/{id}/vocabulary/history",
         .summary = "List the revisions of a vocabulary, newest first"},
        Permission::ReadDatabases, [&vocabularies](Call call, api::VocabularyHistoryRequest request) {
            return vocabularies.history(std::move(call), std::move(request));
        });

    registry.add<api::VocabularyRequest, api::VocabularyExport>(
        {.name = "vocabulary.export",
         .path = "tenant/databases/{id}/vocabulary/export",
         .summary = "Read a vocabulary as one file"},
        Permission::ReadDatabases, [&vocabularies](Call call, api::VocabularyRequest request) {
            return vocabularies.exportFile(std::move(call), request);
        });

    registry.add<api::CheckVocabularyRequest, api::VocabularyCheck>(
        {.name = "vocabulary.check",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/vocabulary/check",
         .summary = "Say what is wrong with a vocabulary, without saving it",
         .maxBodyBytes = largeBody},
        Permission::ReadDatabases, [&vocabularies](Call call, api::CheckVocabularyRequest request) {
            return vocabularies.check(std::move(call), std::move(request));
        });
}

void addWriting(Registry &registry, VocabularyService &vocabularies)
{
    registry.add<api::SaveVocabularyRequest, api::VocabularyState>(
        {.name = "vocabulary.save",
         .method = HttpMethod::Put,
         .path = "tenant/databases/{id}/vocabulary",
         .summary = "Save a vocabulary as its next revision; questions are read with it at once",
         .rate = RateClass::Write,
         .audit = AuditRule::Always,
         .maxBodyBytes = largeBody},
        Permission::ManageDatabases, [&vocabularies](Call call, api::SaveVocabularyRequest request) {
            return vocabularies.save(std::move(call), std::move(request));
        });

    registry.add<api::RestoreVocabularyRequest, api::VocabularyState>(
        {.name = "vocabulary.restore",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/vocabulary/restore",
         .summary = "Make an earlier revision the newest again",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases, [&vocabularies](Call call, api::RestoreVocabularyRequest request) {
            return vocabularies.restore(std::move(call), std::move(request));
        });

    registry.add<api::ImportVocabularyRequest, api::VocabularyImported>(
        {.name = "vocabulary.import",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/vocabulary/import",
         .summary = "Add a file's vocabulary, or replace all by it",
         .rate = RateClass::Write,
         .audit = AuditRule::Always,
         .maxBodyBytes = largeBody},
        Permission::ManageDatabases, [&vocabularies](Call call, api::ImportVocabularyRequest request) {
            return vocabularies.importFile(std::move(call), std::move(request));
        });
}

} // namespace

void addVocabularyOperations(Registry &registry, VocabularyService &vocabularies)
{
    addReading(registry, vocabularies);
    addWriting(registry, vocabularies);
}

} // namespace tabletalk
