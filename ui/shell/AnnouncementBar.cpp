// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AnnouncementBar.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <chrono>

namespace tabletalk::ui {

namespace {

constexpr size_t mostShown = 3; ///< the others follow when these are closed
constexpr std::chrono::minutes lookEvery{5};

Notice::Kind kindOf(const QString &severity)
{
    if (severity == u"critical")
        return Notice::Kind::Danger;
    return severity == u"warning" ? Notice::Kind::Warning : Notice::Kind::Accent;
}

int urgencyOf(const api::Announcement &announcement)
{
    if (announcement.severity == u"critical")
        return 2;
    return announcement.severity == u"warning" ? 1 : 0;
}

} // namespace

AnnouncementBar::AnnouncementBar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("announcementBar"));
    m_rows->setContentsMargins(space::huge, space::medium, space::huge, 0);
    m_rows->setSpacing(space::small);
    hide();
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, &AnnouncementBar::reload);
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready) {
            reload();
            m_timer.start();
        } else if (state != Session::State::Waiting) { // a lost connection takes nothing back
            m_timer.stop();
            clear();
        }
    });
}

/// What cannot be read is not said: nobody misses what they have not seen.
void AnnouncementBar::reload()
{
    if (!m_session.isReady())
        return;
    m_session.call<api::AnnouncementList>("announcements.list", api::Empty{}, this,
                                          [this](const Result<api::AnnouncementList> &answer) {
                                              if (answer)
                                                  take(*answer);
                                          });
}

void AnnouncementBar::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // by its own button, too
        delete item;
    }
    hide();
}

void AnnouncementBar::take(const api::AnnouncementList &list)
{
    clear();
    std::vector<api::Announcement> all = list.items;
    std::ranges::stable_sort(all, std::ranges::greater(), urgencyOf);
    for (size_t i = 0; i < std::min(mostShown, all.size()); ++i)
        m_rows->addWidget(makeRow(all[i]));
    setVisible(!all.empty());
}

QWidget *AnnouncementBar::makeRow(const api::Announcement &announcement)
{
    auto *notice = new Notice(this);
    notice->setObjectName(QStringLiteral("announcement"));
    notice->show(kindOf(announcement.severity), announcement.title, announcement.text);
    if (announcement.dismissible) {
        auto *close = makeButton(QStringLiteral("dismissAnnouncement"), tr("Close"), ButtonKind::Plain, notice);
        close->setAccessibleName(tr("Close \"%1\"").arg(announcement.title));
        notice->addButton(close);
        connect(close, &QPushButton::clicked, this, [this, id = announcement.id] { dismiss(id); });
    }
    return notice;
}

void AnnouncementBar::dismiss(AnnouncementId id)
{
    m_session.call<api::Empty>("announcements.dismiss", api::AnnouncementRequest{id}, this,
                               [this](const Result<api::Empty> &) { reload(); });
}

} // namespace tabletalk::ui
