// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/SaveDialog.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 460;
constexpr int longestName = 200;

} // namespace

SaveDialog::SaveDialog(Session &session, MessageId answer, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_answer(answer)
{
    setObjectName(QStringLiteral("saveQuestionDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save this question"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(makeLabel(tr("Save this question"), TextStyle::Heading, false, this));
    column->addWidget(makeLabel(tr("It keeps its SQL and chart, and runs again under Saved with the data of that day."),
                                TextStyle::Body, true, this));
    m_name = makeField(QStringLiteral("saveName"), tr("Name"), this);
    m_name->setMaxLength(longestName);
    m_name->setText(name.simplified().left(longestName));
    m_name->selectAll();
    column->addWidget(m_name);
    m_shown = new QCheckBox(tr("Show it to &everybody in the workspace but guests"), this);
    m_shown->setObjectName(QStringLiteral("saveShown"));
    column->addWidget(m_shown);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelSave"), tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(QStringLiteral("saveQuestion"), tr("Save"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    const auto update = [this] { m_save->setEnabled(!m_name->text().trimmed().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, update);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SaveDialog::save);
    update();
}

void SaveDialog::save()
{
    api::SaveAnswerRequest request;
    request.messageId = m_answer;
    request.name = m_name->text();
    request.visibility = m_shown->isChecked() ? QStringLiteral("workspace") : QStringLiteral("private");
    m_session.call<api::SavedQuestion>("savedQuestions.saveAnswer", request, this,
                                       [this, sent = ButtonHold::on(m_save)](const Result<api::SavedQuestion> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           Q_EMIT saved(*answer);
                                           accept();
                                       });
}

} // namespace tabletalk::ui
