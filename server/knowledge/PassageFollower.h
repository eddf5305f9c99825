// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Passage.h"
#include "server/platform/Scope.h"

#include <QString>

#include <vector>

namespace tabletalk {

class Transaction;

/// Where passages lie, for whoever follows what becomes of them.
struct PassagePlace
{
    TenantScope scope;
    WorkspaceId workspace;
    DocumentId document;
    QString language;   ///< two letters, "en"; empty when it is not known
    int generation = 0; ///< of the passages; a document that is read again has those of two for a while
};

/// Told of passages in the transaction that stores or deletes them, so that what is kept about them (words, vectors,
/// entities) is never of passages that are gone, and none is left out. Statements only: no waiting, no network; it may
/// be told the same twice, as a transaction may run again.
///
/// Found are passages whose generation is their document's, where that is active (knowledge_documents.active): whoever
/// looks for them asks for both, with the visibility of the document.
class PassageFollower
{
public:
    virtual ~PassageFollower() = default;

    /// A piece of the passages of a new generation; the next piece comes in a transaction of its own. Nobody finds them
    /// before the document has that generation.
    virtual void passagesStored(Transaction &transaction, const PassagePlace &place,
                                const std::vector<knowledge::Passage> &passages) = 0;
    /// All passages of the document that have the generation are about to be deleted; they are still in the table.
    virtual void passagesLeaving(Transaction &transaction, const PassagePlace &place) = 0;
    /// Other passages of the document are found from now on (it was read), or none (it was deactivated or deleted).
    /// Called after commit; returns at once.
    virtual void documentChanged(const PassagePlace &place) = 0;
};

} // namespace tabletalk
