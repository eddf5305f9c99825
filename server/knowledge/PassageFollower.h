// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Passage.h"
#include "server/platform/Scope.h"

#include <QString>

#include <memory>
#include <vector>

namespace tabletalk {

class Transaction;

/// Where passages lie, for whoever follows what becomes of them.
struct PassagePlace
{
    TenantScope scope;
    WorkspaceId workspace;
    DocumentId document;
    QString language;          ///< two letters, "en"; empty when it is not known
    int generation = 0;        ///< of the passages; a document that is read again has those of two for a while
    QString documentName = {}; ///< where it is known already
};

/// What a follower made of some passages. Whoever stores these stores it in the same transaction.
class ReadPassages
{
public:
    virtual ~ReadPassages() = default;
    /// Statements only: what takes a processor's time was done before, as everybody's writes wait for this. May be
    /// called again, as a transaction may run again.
    virtual void store(Transaction &transaction) const = 0;
};

/// Follows one reading of a document, which gives its passages in pieces, in order.
class PassageReading
{
public:
    virtual ~PassageReading() = default;
    /// Takes its time, on the thread that reads, while the piece before this one is stored. Both arguments outlive
    /// what it gives.
    virtual std::unique_ptr<ReadPassages> read(const PassagePlace &place,
                                               const std::vector<knowledge::Passage> &passages) = 0;
};

/// Has a part in the transactions that store or delete passages, so that what is kept about them (words, vectors,
/// entities) is never of passages that are gone, and none is left out. It may be told the same twice, as a transaction
/// may run again.
///
/// Found are passages whose generation is their document's, where that is active (knowledge_documents.active): whoever
/// looks for them asks for both, with the visibility of the document.
class PassageFollower
{
public:
    virtual ~PassageFollower() = default;

    /// The passages of a new generation come; each piece is stored in a transaction of its own. Nobody finds them
    /// before the document has that generation.
    virtual std::unique_ptr<PassageReading> passagesComing() = 0;
    /// All passages of the document that have the generation are about to be deleted; they are still in the table.
    virtual void passagesLeaving(Transaction &transaction, const PassagePlace &place) = 0;
    /// Other passages of the document are found from now on (it was read), or none (it was deactivated or deleted).
    /// Called after commit; returns at once.
    virtual void documentChanged(const PassagePlace &place) = 0;
};

} // namespace tabletalk
