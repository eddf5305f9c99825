// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/EntryDialog.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/EntryForm.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

static constexpr std::chrono::milliseconds checkDelay{300};

EntryDialog::EntryDialog(Session &session, VocabularyDraft &draft, VocabularySection section, size_t row,
                         QWidget *parent)
    : QDialog(parent)
    , m_draft(draft)
    , m_section(section)
    , m_row(row)
    , m_form(makeEntryForm(section, session, draft.connection(), this))
{
    const bool isNew = row >= entryCount(draft.vocabulary(), section);
    setObjectName(QStringLiteral("entryDialog"));
    setWindowTitle(m_form->title());
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    column->addWidget(makeLabel(m_form->title(), TextStyle::Heading, false, this));
    column->addWidget(m_form);
    m_problem = makeLabel({}, TextStyle::Body, false, this);
    m_problem->setObjectName(QStringLiteral("entryProblem"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * m_problem->fontMetrics().height());
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setStyleClass(m_problem, "danger");
    column->addWidget(m_problem);
    column->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(QStringLiteral("entryCancel"), tr("Cancel"), ButtonKind::Plain, this);
    m_done = makeButton(QStringLiteral("entryDone"), isNew ? tr("Add") : tr("Change"), ButtonKind::Primary, this);
    m_done->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_done);
    column->addLayout(buttons);

    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkDelay);
    connect(&m_checkTimer, &QTimer::timeout, this, &EntryDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_done, &QPushButton::clicked, this, &EntryDialog::accept);
    if (!isNew)
        m_form->load(draft.vocabulary(), row);
    connect(m_form, &EntryForm::edited, this, [this] {
        m_touched = true;
        m_checkTimer.start();
    });
    m_form->setFocus();
    if (!isNew)
        check();
}

void EntryDialog::say(const QString &problem)
{
    m_problem->setText(asSentence(problem));
    m_problem->setAccessibleName(asSentence(problem));
}

/// Asks only about what can be read at all.
void EntryDialog::check()
{
    Vocabulary vocabulary = m_draft.vocabulary();
    if (const QString problem = m_form->store(vocabulary, m_row); !problem.isEmpty())
        return say(m_touched ? problem : QString());
    const QString entry =
        QStringLiteral("vocabulary.") + fieldOf(m_section) + u'[' + QString::number(qulonglong(m_row)) + u']';
    m_draft.check(vocabulary, this, [this, entry](const std::vector<api::VocabularyIssue> &issues) {
        QStringList problems;
        for (const api::VocabularyIssue &issue : issues) {
            if (issue.path.startsWith(entry))
                problems << asSentence(issue.message);
        }
        say(problems.join(u'\n'));
    });
}

void EntryDialog::accept()
{
    Vocabulary vocabulary = m_draft.vocabulary();
    if (const QString problem = m_form->store(vocabulary, m_row); !problem.isEmpty())
        return say(problem);
    m_draft.setVocabulary(std::move(vocabulary));
    QDialog::accept();
}

} // namespace tabletalk::ui
