// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// What a claim of an answer rests on: a passage of a document, or a statement that ran.
struct Citation
{
    int number = 0;  ///< from 1; "[2]" in the text
    QString kind;    ///< passage, sql
    QString title;   ///< name of the document or of the database
    QString excerpt; ///< of the passage; the sentence of the result for a statement
    std::optional<DocumentId> documentId;
    std::optional<PassageId> passageId;
    int page = 0; ///< 0 where there are none
    QString sourceUrl;
    std::optional<ConnectionId> databaseId;
    QString sql;
    qint64 rowCount = 0;
};
BOOST_DESCRIBE_STRUCT(Citation, (),
                      (number, kind, title, excerpt, documentId, passageId, page, sourceUrl, databaseId, sql, rowCount))

} // namespace tabletalk::api
