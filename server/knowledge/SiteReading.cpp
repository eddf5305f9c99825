// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/SiteReading.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "server/knowledge/DocumentBytes.h"
#include "server/knowledge/SiteBounds.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

/// Beside the pieces of a document, which count from 0.
constexpr int placeOfWalk = -1;

/// Whether a page that was not given is gone, or beyond what is wanted.
bool knowsTheRest(const CrawlSummary &summary)
{
    const bool wentOn = summary.endedBy == CrawlSummary::None || summary.endedBy == CrawlSummary::Pages;
    return wentOn && size_t(summary.notRead) <= summary.refusals.size();
}

} // namespace

/// How far a walk came: what the crawler knows, and the pages that it gave.
struct SiteReading::Walked
{
    QByteArray frontier;
    std::set<QString> found;
};

SiteReading::Walked SiteReading::walkedBefore(const KeptDocument &site, const QByteArray &key) const
{
    const auto sealed = m_parts.database.readNow(m_claim.scope, [&](Transaction &transaction) {
        return DocumentStore(transaction, m_claim.scope).findWalk(site.document.id);
    });
    const auto plain =
        sealed ? document_bytes::open(key, site.document.id, placeOfWalk, *sealed) : Result<QByteArray>(QByteArray());
    if (!plain) // then it begins anew
        return {};
    const QJsonObject state = QJsonDocument::fromJson(*plain).object();
    Walked walked{state.value(u"frontier").toString().toUtf8(), {}};
    for (const QJsonValue &url : state.value(u"found").toArray())
        walked.found.insert(url.toString());
    return walked;
}

void SiteReading::keepWalk(const KeptDocument &site, const QByteArray &key, const Walked &walked, int percent) const
{
    QJsonArray found;
    for (const QString &url : walked.found)
        found.append(url);
    const QJsonObject state{{u"frontier"_s, QString::fromUtf8(walked.frontier)}, {u"found"_s, found}};
    const QByteArray sealed =
        document_bytes::seal(key, site.document.id, placeOfWalk, QJsonDocument(state).toJson(QJsonDocument::Compact));
    m_parts.database.writeNow(m_claim.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_claim.scope);
        if (!store.setProgress(site.document.id, m_claim.claim, percent))
            throw ClaimLost();
        store.saveWalk(site.document.id, sealed);
    });
}

int SiteReading::read(const KeptDocument &site, const std::stop_token &stop, const std::function<void()> &told) const
{
    constexpr int nearlyAll = 95;
    const api::SiteLimits limits = site.document.site.value_or(api::SiteLimits());
    const SiteToCrawl crawled{site.document.sourceUrl, limits.depth.value_or(site_bounds::usualDepth),
                              limits.pages.value_or(site_bounds::usualPages), limits.pathPrefix};
    const QByteArray key =
        orThrow(document_bytes::openKey(m_parts.vault, m_claim.scope, site.document.id, site.sealedKey));
    Walked walked = walkedBefore(site, key);
    std::set<QString> &found = walked.found;
    const auto percent = [&] {
        return std::clamp(int(nearlyAll * found.size() / size_t(std::max(1, crawled.pages))), 0, nearlyAll);
    };
    const auto take = [&](FetchedPage &&page) {
        found.insert(page.url);
        keep(site, page, percent());
        told();
    };
    const auto keepFrontier = [&](QByteArray frontier) {
        walked.frontier = std::move(frontier);
        keepWalk(site, key, walked, percent());
    };
    auto ended = m_parts.readers.crawlSite(crawled, take, stop, {walked.frontier, keepFrontier});
    if (!ended)
        throw std::move(ended).error();
    if (stop.stop_requested()) // what was not visited is not gone
        throw Problem::of(ProblemCode::Cancelled);
    if (found.empty())
        throw Problem::of(ProblemCode::NotFound, tr("The site has no page that may be read."),
                          tr("Look at its address and its robots.txt."));
    const int pages = int(found.size());
    if (knowsTheRest(*ended)) {
        for (const CrawlRefusal &refusal : ended->refusals) { // a page that could not be had today is not gone
            if (refusal.problem.code != ProblemCode::NotFound)
                found.insert(refusal.url.toString(QUrl::FullyEncoded));
        }
        dropOthers(site, found);
    }
    return pages;
}

void SiteReading::keep(const KeptDocument &site, const FetchedPage &page, int percent) const
{
    const Instant now = m_parts.clock.now();
    const QByteArray bytes = inUtf8(page);
    const QByteArray hash = crypto::sha256(bytes).toHex();
    const auto known = m_parts.database.readNow(m_claim.scope, [&](Transaction &transaction) {
        return DocumentStore(transaction, m_claim.scope).findPage(m_claim.workspace, site.document.id, page.url);
    });
    const bool isUnchanged = known && known->contentHash == hash && known->document.state != u"failed";
    KeptDocument kept;
    if (known)
        kept = *known;
    document_bytes::Key key;
    if (known) {
        key.plain =
            orThrow(document_bytes::openKey(m_parts.vault, m_claim.scope, known->document.id, known->sealedKey));
    } else {
        kept.document = site.document;
        kept.document.id = makeId<DocumentId>(now);
        kept.document.parentId = site.document.id;
        kept.document.kind = u"page"_s;
        kept.document.name = page.url;
        kept.document.sourceUrl = page.url;
        kept.document.site.reset();
        kept.document.mediaType = u"text/html"_s;
        kept.document.language.clear();
        kept.document.state = u"pending"_s;
        kept.document.createdAt = now;
        key = document_bytes::makeKey(m_parts.vault, m_claim.scope, kept.document.id);
        kept.sealedKey = key.sealed;
    }
    const DocumentId id = kept.document.id;
    const std::vector<QByteArray> pieces =
        isUnchanged ? std::vector<QByteArray>() : document_bytes::sealAll(key.plain, id, bytes);
    m_parts.database.writeNow(m_claim.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_claim.scope);
        if (!store.setProgress(site.document.id, m_claim.claim, percent))
            throw ClaimLost();
        if (isUnchanged)
            return;
        qint64 sealed = 0;
        for (const QByteArray &piece : pieces)
            sealed += piece.size();
        Limits(transaction, m_claim.scope, now).requireStorage(sealed);
        if (!known) {
            store.insert(kept);
            store.setSharesLike(site.document.id, id);
        } else if (!store.find(id))
            return; // deleted by hand just now
        for (size_t i = 0; i < pieces.size(); ++i)
            store.savePiece(id, int(i), pieces[i]);
        store.dropPieces(id, int(pieces.size()));
        store.setContent(id, bytes.size(), hash, sealed);
        store.queue(id, now);
    });
}

void SiteReading::dropOthers(const KeptDocument &site, const std::set<QString> &found) const
{
    const auto pages = m_parts.database.readNow(m_claim.scope, [&](Transaction &transaction) {
        return DocumentStore(transaction, m_claim.scope).pagesOf(site.document.id, 2 * site_bounds::mostPages);
    });
    for (const DocumentStore::SitePage &page : pages) {
        if (found.contains(page.url))
            continue;
        const PassagePlace place{m_claim.scope, m_claim.workspace, page.id, page.language, page.generation};
        m_parts.database.writeNow(m_claim.scope, [&](Transaction &transaction) {
            PassageWriter::dropAll(transaction, m_parts.followers, place);
            DocumentStore(transaction, m_claim.scope).remove(page.id);
        });
        for (PassageFollower *follower : m_parts.followers)
            follower->documentChanged(place);
    }
}

} // namespace tabletalk
