// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/announcements/AnnouncementService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/announcements/AnnouncementStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestTitle = 200;
constexpr qsizetype longestText = 2'000;
constexpr size_t mostAnnouncements = 100;
constexpr int mostShown = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("Announcements", text);
}

void checkLength(const QString &text, const QString &field, qsizetype shortest, qsizetype longest)
{
    if (text.size() < shortest || text.size() > longest)
        throw Problem::invalid(u"params."_s + field, tr("expected %1 to %2 characters").arg(shortest).arg(longest));
}

/// As it is kept; throws what speaks against it.
api::Announcement checked(api::Announcement announcement)
{
    announcement.title = announcement.title.simplified();
    announcement.text = announcement.text.trimmed();
    checkLength(announcement.title, u"title"_s, 1, longestTitle);
    checkLength(announcement.text, u"text"_s, 0, longestText);
    const QStringList severities{u"info"_s, u"warning"_s, u"critical"_s};
    if (!severities.contains(announcement.severity))
        throw Problem::invalid(u"params.severity"_s, tr("expected one of: %1").arg(severities.join(u", "_s)));
    if (announcement.until && *announcement.until <= announcement.from)
        throw Problem::invalid(u"params.until"_s, tr("expected a time after it begins"));
    return announcement;
}

api::Announcement required(std::optional<api::Announcement> found)
{
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(found);
}

bool isCurrent(const api::Announcement &announcement, Instant now)
{
    return announcement.from <= now && (!announcement.until || now < *announcement.until);
}

} // namespace

Awaitable<api::AnnouncementList> AnnouncementService::current(Identity caller)
{
    auto find = [user = caller.user, now = m_clock.now()](Transaction &transaction) {
        return api::AnnouncementList{AnnouncementStore(transaction).current(user, now, mostShown)};
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::Empty> AnnouncementService::dismiss(Identity caller, api::AnnouncementRequest request)
{
    auto save = [user = caller.user, id = request.id, now = m_clock.now()](Transaction &transaction) {
        AnnouncementStore store(transaction);
        const api::Announcement announcement = required(store.find(id));
        if (!isCurrent(announcement, now)) // what is planned is nobody's to know
            throw Problem::of(ProblemCode::NotFound);
        if (!announcement.dismissible)
            throw Problem::of(ProblemCode::Conflict, tr("This announcement stays until it ends."));
        store.dismiss(id, user, now);
    };
    co_await m_database.write(std::move(save));
    co_return api::Empty();
}

Awaitable<api::AnnouncementList> AnnouncementService::all()
{
    auto find = [](Transaction &transaction) { return api::AnnouncementList{AnnouncementStore(transaction).all()}; };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::Announcement> AnnouncementService::create(api::CreateAnnouncementRequest request)
{
    const Instant now = m_clock.now();
    const api::Announcement made = checked({.id = makeId<AnnouncementId>(now),
                                            .title = request.title,
                                            .text = request.text,
                                            .severity = request.severity.value_or(u"info"_s),
                                            .from = request.from.value_or(now),
                                            .until = request.until,
                                            .dismissible = request.dismissible.value_or(true),
                                            .createdAt = now});
    auto insert = [made](Transaction &transaction) {
        AnnouncementStore store(transaction);
        if (store.all().size() >= mostAnnouncements)
            throw Problem::of(ProblemCode::LimitReached,
                              tr("At most %1 announcements are kept.").arg(mostAnnouncements),
                              tr("Remove some that have ended."));
        store.insert(made);
    };
    co_await m_database.write(std::move(insert));
    co_return made;
}

Awaitable<api::Announcement> AnnouncementService::update(api::UpdateAnnouncementRequest request)
{
    auto change = [request = std::move(request)](Transaction &transaction) {
        AnnouncementStore store(transaction);
        api::Announcement announcement = required(store.find(request.id));
        announcement.title = request.title.value_or(announcement.title);
        announcement.text = request.text.value_or(announcement.text);
        announcement.severity = request.severity.value_or(announcement.severity);
        announcement.from = request.from.value_or(announcement.from);
        if (request.until)
            announcement.until = request.until;
        announcement.dismissible = request.dismissible.value_or(announcement.dismissible);
        announcement = checked(std::move(announcement));
        store.update(announcement);
        return announcement;
    };
    co_return co_await m_database.write(std::move(change));
}

Awaitable<api::Empty> AnnouncementService::remove(api::AnnouncementRequest request)
{
    auto remove = [id = request.id](Transaction &transaction) {
        if (!AnnouncementStore(transaction).remove(id))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_database.write(std::move(remove));
    co_return api::Empty();
}

} // namespace tabletalk
