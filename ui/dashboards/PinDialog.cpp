// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/PinDialog.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 460;
constexpr int longestName = 200;
constexpr int mostListed = 200;

QComboBox *makeChoice(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(objectName);
    choice->setAccessibleName(accessibleName);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return choice;
}

} // namespace

PinDialog::PinDialog(Session &session, Subject subject, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_subject(subject)
    , m_name(name.simplified().left(longestName))
{
    setObjectName(QStringLiteral("pinDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Pin to a dashboard"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    QLabel *title = makeLabel(m_name, TextStyle::Heading, false, this);
    title->setTextFormat(Qt::PlainText);
    column->addWidget(title);
    QFormLayout *form = makeForm(this);
    m_dashboards = makeChoice(QStringLiteral("pinDashboard"), tr("Dashboard"), this);
    addRow(form, tr("&Dashboard"), m_dashboards);
    m_newName = makeField(QStringLiteral("pinNewName"), tr("Name of the new dashboard"), this);
    m_newName->setMaxLength(longestName);
    addRow(form, tr("&Name"), m_newName);
    m_view = makeChoice(QStringLiteral("pinView"), tr("Shown as"), this);
    m_view->addItem(tr("Chart"), QStringLiteral("chart"));
    m_view->addItem(tr("Table"), QStringLiteral("table"));
    m_view->addItem(tr("Number"), QStringLiteral("number"));
    addRow(form, tr("&Shown as"), m_view);
    column->addLayout(form);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addStretch();
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelPin"), tr("Cancel"), ButtonKind::Plain, this);
    m_pin = makeButton(QStringLiteral("pin"), tr("Pin"), ButtonKind::Primary, this);
    m_pin->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_pin);
    column->addLayout(row);
    m_dashboards->addItem(tr("A new dashboard"), QString());
    connect(m_dashboards, &QComboBox::currentIndexChanged, this, &PinDialog::updateState);
    connect(m_newName, &QLineEdit::textChanged, this, &PinDialog::updateState);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pin, &QPushButton::clicked, this, &PinDialog::pin);
    updateState();
    load();
}

void PinDialog::load()
{
    api::DashboardListRequest request;
    request.limit = mostListed;
    m_session.call<api::DashboardList>(
        "dashboards.list", request, this, [this](const Result<api::DashboardList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            int at = 0;
            for (const api::Dashboard &dashboard : answer->items) {
                if (dashboard.mine)
                    m_dashboards->insertItem(at++, dashboard.name, dashboard.id.toString());
            }
            m_dashboards->setCurrentIndex(0);
            updateState();
        });
}

void PinDialog::updateState()
{
    const bool isNew = m_dashboards->currentData().toString().isEmpty();
    m_newName->setEnabled(isNew);
    m_pin->setEnabled(!isNew || !m_newName->text().trimmed().isEmpty());
}

void PinDialog::refuse(const Problem &why)
{
    m_sent.reset();
    m_notice->show(why);
}

/// What was saved stays saved where a later step fails: trying again does not save it twice.
void PinDialog::pin()
{
    if (!m_sent)
        m_sent = ButtonHold::on(m_pin);
    m_notice->hide();
    const auto *answer = std::get_if<MessageId>(&m_subject);
    if (!answer) {
        const auto dashboard = DashboardId::fromString(m_dashboards->currentData().toString());
        return dashboard ? pinTo(*dashboard) : makeDashboard();
    }
    api::SaveAnswerRequest request;
    request.messageId = *answer;
    if (!m_name.isEmpty())
        request.name = m_name;
    m_session.call<api::SavedQuestion>("savedQuestions.saveAnswer", request, this,
                                       [this](const Result<api::SavedQuestion> &saved) {
                                           if (!saved)
                                               return refuse(saved.error());
                                           m_subject = saved->id;
                                           m_workspace = saved->workspaceId;
                                           pin();
                                       });
}

void PinDialog::makeDashboard()
{
    if (!m_workspace) {
        const api::SavedQuestionRequest request{std::get<SavedQuestionId>(m_subject)};
        m_session.call<api::SavedQuestion>("savedQuestions.read", request, this,
                                           [this](const Result<api::SavedQuestion> &saved) {
                                               if (!saved)
                                                   return refuse(saved.error());
                                               m_workspace = saved->workspaceId;
                                               makeDashboard();
                                           });
        return;
    }
    const api::CreateDashboardRequest request{m_newName->text(), m_workspace, {}};
    m_session.call<api::Dashboard>("dashboards.create", request, this, [this](const Result<api::Dashboard> &made) {
        if (!made)
            return refuse(made.error());
        m_dashboards->insertItem(0, made->name, made->id.toString());
        m_dashboards->setCurrentIndex(0);
        pinTo(made->id);
    });
}

void PinDialog::pinTo(DashboardId dashboard)
{
    const api::PinRequest request{
        dashboard, std::get<SavedQuestionId>(m_subject), {}, m_view->currentData().toString()};
    m_session.call<api::Dashboard>("dashboards.pin", request, this, [this](const Result<api::Dashboard> &answer) {
        if (!answer)
            return refuse(answer.error());
        Q_EMIT pinned(*answer);
        accept();
    });
}

} // namespace tabletalk::ui
