// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/schema/Vocabulary.h"

namespace tabletalk::api {

/// What is wrong with an entry, or was dropped; path as in "vocabulary.metrics[2].of.column".
struct VocabularyIssue
{
    QString path;
    QString message;
};
BOOST_DESCRIBE_STRUCT(VocabularyIssue, (), (path, message))

/// GET tenant/databases/{id}/vocabulary, and its export
struct VocabularyRequest
{
    ConnectionId id;
};
BOOST_DESCRIBE_STRUCT(VocabularyRequest, (), (id))

/// The vocabulary of a connection as it is now.
struct VocabularyState
{
    qint64 revision = 0; ///< 0: nothing was saved yet
    std::optional<QString> author;
    std::optional<Instant> savedAt;
    Vocabulary vocabulary;
    std::vector<VocabularyIssue> issues; ///< entries that the database as read now does not fit; they are not used
};
BOOST_DESCRIBE_STRUCT(VocabularyState, (), (revision, author, savedAt, vocabulary, issues))

/// PUT tenant/databases/{id}/vocabulary
struct SaveVocabularyRequest
{
    ConnectionId id;
    qint64 baseRevision = 0; ///< that was edited; Conflict when it is not the newest any more
    std::optional<QString> note;
    Vocabulary vocabulary;
};
BOOST_DESCRIBE_STRUCT(SaveVocabularyRequest, (), (id, baseRevision, note, vocabulary))

/// GET tenant/databases/{id}/vocabulary/history
struct VocabularyHistoryRequest
{
    ConnectionId id;
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(VocabularyHistoryRequest, (), (id, limit, cursor))

struct VocabularyRevision
{
    qint64 revision = 0;
    QString author; ///< full name
    Instant savedAt;
    QString note;
    QString summary; ///< what changed, in words
};
BOOST_DESCRIBE_STRUCT(VocabularyRevision, (), (revision, author, savedAt, note, summary))

/// Newest first.
struct VocabularyHistory
{
    std::vector<VocabularyRevision> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(VocabularyHistory, (), (items, nextCursor))

/// POST tenant/databases/{id}/vocabulary/restore: what an earlier revision said becomes a new one
struct RestoreVocabularyRequest
{
    ConnectionId id;
    qint64 revision = 0; ///< 0: the empty vocabulary before the first
    qint64 baseRevision = 0;
    std::optional<QString> note;
};
BOOST_DESCRIBE_STRUCT(RestoreVocabularyRequest, (), (id, revision, baseRevision, note))

/// The vocabulary as one file.
struct VocabularyExport
{
    QString fileName;
    QString content;
};
BOOST_DESCRIBE_STRUCT(VocabularyExport, (), (fileName, content))

/// POST tenant/databases/{id}/vocabulary/import
struct ImportVocabularyRequest
{
    ConnectionId id;
    QString content;                    ///< of such a file, at most 1,000,000 bytes
    std::optional<QString> mode;        ///< merge (absent): adds and overwrites; replace: nothing else stays
    std::optional<qint64> baseRevision; ///< absent: whatever is there now
    std::optional<QString> note;
};
BOOST_DESCRIBE_STRUCT(ImportVocabularyRequest, (), (id, content, mode, baseRevision, note))

struct VocabularyImported
{
    VocabularyState state;
    std::vector<VocabularyIssue> dropped; ///< entries of the file that this database does not fit
};
BOOST_DESCRIBE_STRUCT(VocabularyImported, (), (state, dropped))

/// POST tenant/databases/{id}/vocabulary/check: what is wrong, without saving
struct CheckVocabularyRequest
{
    ConnectionId id;
    Vocabulary vocabulary;
};
BOOST_DESCRIBE_STRUCT(CheckVocabularyRequest, (), (id, vocabulary))

struct VocabularyCheck
{
    std::vector<VocabularyIssue> issues;
};
BOOST_DESCRIBE_STRUCT(VocabularyCheck, (), (issues))

} // namespace tabletalk::api
