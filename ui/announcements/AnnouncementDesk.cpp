// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/announcements/AnnouncementDesk.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;
constexpr int textHeight = 84;
constexpr int longestTitle = 200;
constexpr qint64 aDaySeconds = 24LL * 3600;

QString severityText(const QString &severity)
{
    if (severity == u"critical")
        return AnnouncementDesk::tr("Urgent");
    return severity == u"warning" ? AnnouncementDesk::tr("Warning") : AnnouncementDesk::tr("News");
}

QString stateText(const api::Announcement &announcement)
{
    const Instant now{QDateTime::currentMSecsSinceEpoch()};
    if (announcement.until && *announcement.until <= now)
        return AnnouncementDesk::tr("ended");
    return announcement.from > now ? AnnouncementDesk::tr("to come") : AnnouncementDesk::tr("shown");
}

Instant momentOf(const QDateTimeEdit *edit)
{
    return Instant{edit->dateTime().toMSecsSinceEpoch()};
}

} // namespace

AnnouncementDesk::AnnouncementDesk(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Title"), tr("Kind"), tr("From"), tr("Until"), tr("State")}, this))
{
    setObjectName(QStringLiteral("announcementDesk"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::large);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("announcementsNotice"));
    column->addWidget(m_notice);
    column->addWidget(buildList());
    column->addWidget(buildNew());
    take(api::AnnouncementList());
    updateButtons();
}

QWidget *AnnouncementDesk::buildList()
{
    QVBoxLayout *inside = nullptr;
    QFrame *card = makeCard(this, &inside);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    inside->addWidget(makeLabel(tr("Announcements"), TextStyle::Heading, false, card));
    m_table = makeTable(QStringLiteral("announcements"), tr("Announcements"), m_model, card);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    inside->addWidget(m_table);
    m_empty = makeLabel(tr("Nothing was announced."), TextStyle::Body, true, card);
    inside->addWidget(m_empty);
    m_remove = makeButton(QStringLiteral("removeAnnouncement"), tr("Remove"), ButtonKind::Danger, card);
    inside->addWidget(m_remove, 0, Qt::AlignLeft);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AnnouncementDesk::updateButtons);
    connect(m_remove, &QPushButton::clicked, this, &AnnouncementDesk::remove);
    return card;
}

QWidget *AnnouncementDesk::buildNew()
{
    QVBoxLayout *inside = nullptr;
    QFrame *card = makeCard(this, &inside);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    inside->addWidget(makeLabel(tr("Tell everybody"), TextStyle::Heading, false, card));
    auto *form = makeForm(card);
    m_title = makeField(QStringLiteral("announcementTitle"), tr("Title"), card);
    m_title->setMaxLength(longestTitle);
    addRow(form, tr("&Title"), m_title);
    m_text = new QPlainTextEdit(card);
    m_text->setObjectName(QStringLiteral("announcementText"));
    m_text->setAccessibleName(tr("What is to be known"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(textHeight);
    addRow(form, tr("Te&xt"), m_text);
    m_severity = new QComboBox(card);
    m_severity->setObjectName(QStringLiteral("announcementSeverity"));
    m_severity->setAccessibleName(tr("Kind"));
    for (const QString &severity : {QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("critical")})
        m_severity->addItem(severityText(severity), severity);
    addRow(form, tr("&Kind"), m_severity);
    QWidget *from = makeTime(QStringLiteral("From"), tr("Later, from"), &m_later, &m_from);
    addRow(form, tr("Begins"), m_later, from);
    QWidget *until = makeTime(QStringLiteral("Until"), tr("Ends at"), &m_ends, &m_until);
    addRow(form, tr("Ends"), m_ends, until);
    inside->addLayout(form);
    m_dismissible = new QCheckBox(tr("Whoever has read it may close it"), card);
    m_dismissible->setObjectName(QStringLiteral("announcementDismissible"));
    m_dismissible->setChecked(true);
    inside->addWidget(m_dismissible);
    m_create = makeButton(QStringLiteral("createAnnouncement"), tr("Announce"), ButtonKind::Primary, card);
    inside->addWidget(m_create, 0, Qt::AlignLeft);
    connect(m_title, &QLineEdit::textChanged, this, &AnnouncementDesk::updateButtons);
    connect(m_create, &QPushButton::clicked, this, &AnnouncementDesk::create);
    return card;
}

QWidget *AnnouncementDesk::makeTime(const QString &name, const QString &said, QCheckBox **box, QDateTimeEdit **edit)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    *box = new QCheckBox(said, row);
    (*box)->setObjectName(QStringLiteral("announcementHas") + name);
    *edit = new QDateTimeEdit(QDateTime::currentDateTime().addSecs(aDaySeconds), row);
    (*edit)->setObjectName(QStringLiteral("announcement") + name);
    (*edit)->setAccessibleName(said);
    (*edit)->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    (*edit)->setCalendarPopup(true);
    (*edit)->setMinimumWidth((*edit)->sizeHint().width() + space::large); // the style's arrow takes some of its room
    (*edit)->setEnabled(false);
    layout->addWidget(*box);
    layout->addWidget(*edit);
    layout->addStretch();
    connect(*box, &QCheckBox::toggled, *edit, &QWidget::setEnabled);
    return row;
}

void AnnouncementDesk::reload()
{
    m_context.session.call<api::AnnouncementList>(
        "admin.announcements", api::Empty{}, this,
        [this](const Result<api::AnnouncementList> &answer) { take(answer); });
}

void AnnouncementDesk::take(const Result<api::AnnouncementList> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_announcements = answer->items;
    std::vector<TextTableModel::Row> rows;
    for (const api::Announcement &each : m_announcements)
        rows.push_back({each.id.toString(),
                        {each.title, severityText(each.severity), momentText(each.from),
                         each.until ? momentText(*each.until) : tr("open end"), stateText(each)}});
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_remove->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    updateButtons();
}

void AnnouncementDesk::updateButtons()
{
    m_remove->setEnabled(chosenRow(m_table) >= 0);
    m_create->setEnabled(!m_title->text().trimmed().isEmpty());
}

bool AnnouncementDesk::finished(const Problem *problem)
{
    if (problem)
        m_notice->show(*problem);
    else
        m_notice->hide();
    reload();
    return !problem;
}

void AnnouncementDesk::create()
{
    api::CreateAnnouncementRequest request;
    request.title = m_title->text().trimmed();
    request.text = m_text->toPlainText().trimmed();
    request.severity = m_severity->currentData().toString();
    if (m_later->isChecked())
        request.from = momentOf(m_from);
    if (m_ends->isChecked())
        request.until = momentOf(m_until);
    request.dismissible = m_dismissible->isChecked();
    m_context.session.call<api::Announcement>(
        "admin.announce", request, this,
        [this, sent = ButtonHold::on(m_create)](const Result<api::Announcement> &answer) {
            if (!finished(answer ? nullptr : &answer.error()))
                return;
            m_title->clear();
            m_text->clear();
        });
}

void AnnouncementDesk::remove()
{
    const auto id = AnnouncementId::fromString(m_model->idAt(chosenRow(m_table)));
    if (id)
        m_context.session.call<api::Empty>(
            "admin.removeAnnouncement", api::AnnouncementRequest{*id}, this,
            [this](const Result<api::Empty> &answer) { finished(answer ? nullptr : &answer.error()); });
}

} // namespace tabletalk::ui
