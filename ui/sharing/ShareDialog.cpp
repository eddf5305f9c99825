// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sharing/ShareDialog.h"

#include "core/api/Members.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 440;
constexpr int listHeight = 132;
constexpr int mostListed = 200;

QListWidgetItem *addItem(QListWidget *list, const QString &text, const QString &id, bool checked)
{
    auto *item = new QListWidgetItem(text, list);
    item->setData(Qt::UserRole, id);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    return item;
}

template <class Id>
std::vector<Id> checkedIn(const QListWidget *list)
{
    std::vector<Id> ids;
    for (int row = 0; row < list->count(); ++row) {
        const QListWidgetItem *item = list->item(row);
        if (item->checkState() != Qt::Checked)
            continue;
        if (const auto id = Id::fromString(item->data(Qt::UserRole).toString()))
            ids.push_back(*id);
    }
    return ids;
}

template <class Id>
bool contains(const std::vector<Id> &ids, const Id &id)
{
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

ShareDialog::ShareDialog(Session &session, Shareable thing, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_thing(std::move(thing))
    , m_choices(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("shareDialog"));
    setWindowTitle(m_thing.title);
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    QLabel *name = makeLabel(m_thing.name, TextStyle::Heading, false, this);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    column->addWidget(name);
    QLabel *about = makeLabel(m_thing.meaning, TextStyle::Body, true, this);
    about->setWordWrap(true);
    column->addWidget(about);
    addChoice(column, "private", tr("Only &me"), {});
    m_teams = addChoice(column, "team", tr("These &teams"), QStringLiteral("shareTeams"));
    m_teams->setAccessibleName(tr("Teams that see it"));
    m_people = addChoice(column, "shared", tr("These &people"), QStringLiteral("sharePeople"));
    m_people->setAccessibleName(tr("People who see it"));
    addChoice(column, "organization", tr("&Everybody in the organisation but guests"), {});
    addChoice(column, "public", tr("Everybody, &guests too"), {});
    m_notice = new Notice(this);
    column->addWidget(m_notice);
    column->addStretch();
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelShare"), tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(QStringLiteral("saveShare"), tr("Save"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ShareDialog::save);
    connect(m_choices, &QButtonGroup::buttonToggled, this, &ShareDialog::updateState);
    for (QListWidget *list : {m_teams, m_people})
        connect(list, &QListWidget::itemChanged, this, &ShareDialog::updateState);
    m_save->setEnabled(false);
    load();
}

QListWidget *ShareDialog::addChoice(QVBoxLayout *column, const char *visibility, const QString &text,
                                    const QString &listName)
{
    auto *choice = new QRadioButton(text, this);
    choice->setObjectName(QStringLiteral("share_") + QLatin1String(visibility));
    choice->setProperty("visibility", QString::fromLatin1(visibility));
    m_choices->addButton(choice);
    column->addWidget(choice);
    if (listName.isEmpty())
        return nullptr;
    auto *list = new QListWidget(this);
    list->setObjectName(listName);
    list->setProperty("boxed", true);
    list->setMaximumHeight(listHeight);
    list->hide();
    column->addWidget(list);
    connect(choice, &QRadioButton::toggled, list, &QWidget::setVisible);
    return list;
}

void ShareDialog::load()
{
    m_thing.read(this, [this](const Result<Audience> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        take(*answer);
    });
}

void ShareDialog::take(const Audience &audience)
{
    m_audience = audience;
    for (QAbstractButton *choice : m_choices->buttons())
        choice->setChecked(choice->property("visibility").toString() == audience.visibility);
    fillLists();
    updateState();
}

void ShareDialog::fillLists()
{
    m_session.call<api::TeamList>(
        "teams.list", api::ListRequest{mostListed, {}}, this, [this](const Result<api::TeamList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            for (const api::Team &team : answer->items)
                addItem(m_teams, team.name, team.id.toString(), contains(m_audience.teamIds, team.id));
            updateState();
        });
    m_session.call<api::MemberList>(
        "users.list", api::ListRequest{mostListed, {}}, this, [this](const Result<api::MemberList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            for (const api::Member &member : answer->items) {
                if (member.id != m_session.user().id)
                    addItem(m_people, member.fullName + QStringLiteral(" · ") + member.email, member.id.toString(),
                            contains(m_audience.userIds, member.id));
            }
            updateState();
        });
}

QString ShareDialog::visibility() const
{
    const QAbstractButton *chosen = m_choices->checkedButton();
    return chosen ? chosen->property("visibility").toString() : QString();
}

/// Somebody has to be meant where teams or people are chosen.
void ShareDialog::updateState()
{
    const QString chosen = visibility();
    const bool complete = (chosen != u"team" || !checkedIn<TeamId>(m_teams).empty())
                          && (chosen != u"shared" || !checkedIn<UserId>(m_people).empty());
    m_save->setEnabled(!chosen.isEmpty() && complete);
}

void ShareDialog::save()
{
    m_save->setEnabled(false);
    const Audience wanted{visibility(), checkedIn<UserId>(m_people), checkedIn<TeamId>(m_teams)};
    m_thing.write(wanted, this, [this](const Result<Audience> &answer) {
        if (answer) {
            Q_EMIT saved(*answer);
            return accept();
        }
        m_notice->show(answer.error());
        updateState();
    });
}

} // namespace tabletalk::ui
