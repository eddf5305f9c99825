// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/VocabularyDraft.h"

#include "ui/session/Session.h"

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr std::chrono::milliseconds checkDelay{250};
/// What a WebSocket message takes beside the rest of the request.
constexpr qsizetype maxImportBytes = 700'000;

template <class Entry>
void removeAt(std::vector<Entry> &list, size_t row)
{
    if (row < list.size())
        list.erase(list.begin() + qptrdiff(row));
}

} // namespace

QString asSentence(const QString &message)
{
    return message.isEmpty() ? message : QString(message.left(1).toUpper() + message.mid(1));
}

QString fieldOf(VocabularySection section)
{
    switch (section) {
    case VocabularySection::Words:
        return QStringLiteral("synonyms");
    case VocabularySection::Metrics:
        return QStringLiteral("metrics");
    case VocabularySection::Hidden:
        return QStringLiteral("hidden");
    case VocabularySection::Joins:
        return QStringLiteral("joins");
    case VocabularySection::Descriptions:
        break;
    }
    return QStringLiteral("descriptions");
}

size_t entryCount(const Vocabulary &vocabulary, VocabularySection section)
{
    switch (section) {
    case VocabularySection::Words:
        return vocabulary.synonyms.size();
    case VocabularySection::Metrics:
        return vocabulary.metrics.size();
    case VocabularySection::Hidden:
        return vocabulary.hidden.size();
    case VocabularySection::Joins:
        return vocabulary.joins.size();
    case VocabularySection::Descriptions:
        break;
    }
    return vocabulary.descriptions.size();
}

void removeEntry(Vocabulary &vocabulary, VocabularySection section, size_t row)
{
    switch (section) {
    case VocabularySection::Words:
        return removeAt(vocabulary.synonyms, row);
    case VocabularySection::Metrics:
        return removeAt(vocabulary.metrics, row);
    case VocabularySection::Hidden:
        return removeAt(vocabulary.hidden, row);
    case VocabularySection::Joins:
        return removeAt(vocabulary.joins, row);
    case VocabularySection::Descriptions:
        return removeAt(vocabulary.descriptions, row);
    }
}

VocabularyDraft::VocabularyDraft(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkDelay);
    connect(&m_checkTimer, &QTimer::timeout, this, &VocabularyDraft::checkNow);
}

void VocabularyDraft::open(ConnectionId connection)
{
    if (connection == m_connection && m_loaded)
        return;
    m_connection = connection;
    m_saved = {};
    m_vocabulary = {};
    m_issues.clear();
    m_loaded = false;
    m_busy = false;
    m_checkTimer.stop();
    Q_EMIT changed();
    fetch(false);
}

void VocabularyDraft::reload()
{
    fetch(false);
}

void VocabularyDraft::rebase()
{
    fetch(true);
}

void VocabularyDraft::fetch(bool keepsEdits)
{
    setBusy(true);
    m_session.call<api::VocabularyState>(
        "vocabulary.read", api::VocabularyRequest{m_connection}, this,
        [this, keepsEdits, asked = m_connection](const Result<api::VocabularyState> &answer) {
            if (asked != m_connection)
                return;
            setBusy(false);
            if (!answer)
                return takeProblem(answer.error());
            const Vocabulary edited = m_vocabulary;
            adopt(*answer);
            if (keepsEdits)
                setVocabulary(merged(m_saved.vocabulary, edited));
        });
}

void VocabularyDraft::adopt(const api::VocabularyState &state)
{
    m_saved = state;
    m_vocabulary = state.vocabulary;
    m_issues = state.issues;
    m_loaded = true;
    m_checkTimer.stop();
    Q_EMIT loaded();
    Q_EMIT changed();
}

void VocabularyDraft::discard()
{
    m_vocabulary = m_saved.vocabulary;
    m_issues = m_saved.issues;
    m_checkTimer.stop();
    Q_EMIT changed();
}

void VocabularyDraft::setVocabulary(Vocabulary vocabulary)
{
    m_vocabulary = std::move(vocabulary);
    m_checkTimer.start();
    Q_EMIT changed();
}

void VocabularyDraft::checkNow()
{
    check(m_vocabulary, this,
          [this, asked = m_connection, checked = m_vocabulary](const std::vector<api::VocabularyIssue> &issues) {
              if (asked != m_connection || !(checked == m_vocabulary))
                  return; // an answer to an earlier state
              m_issues = issues;
              Q_EMIT changed();
          });
}

void VocabularyDraft::check(const Vocabulary &vocabulary, QObject *context,
                            std::function<void(const std::vector<api::VocabularyIssue> &)> done)
{
    m_session.call<api::VocabularyCheck>("vocabulary.check", api::CheckVocabularyRequest{m_connection, vocabulary},
                                         context, [done = std::move(done)](const Result<api::VocabularyCheck> &answer) {
                                             if (answer)
                                                 done(answer->issues);
                                         });
}

void VocabularyDraft::save(const QString &note)
{
    setBusy(true);
    api::SaveVocabularyRequest request;
    request.id = m_connection;
    request.baseRevision = m_saved.revision;
    if (!note.simplified().isEmpty())
        request.note = note.simplified();
    request.vocabulary = m_vocabulary;
    m_session.call<api::VocabularyState>("vocabulary.save", request, this,
                                         [this](const Result<api::VocabularyState> &answer) {
                                             setBusy(false);
                                             if (!answer)
                                                 return takeProblem(answer.error());
                                             adopt(*answer);
                                             Q_EMIT savedNow(tr("Saved. The next question is read with these words."));
                                         });
}

void VocabularyDraft::restore(qint64 revision)
{
    setBusy(true);
    api::RestoreVocabularyRequest request;
    request.id = m_connection;
    request.revision = revision;
    request.baseRevision = m_saved.revision;
    m_session.call<api::VocabularyState>("vocabulary.restore", request, this,
                                         [this, revision](const Result<api::VocabularyState> &answer) {
                                             setBusy(false);
                                             if (!answer)
                                                 return takeProblem(answer.error());
                                             adopt(*answer);
                                             Q_EMIT savedNow(tr("Revision %1 is in use again.").arg(revision));
                                         });
}

void VocabularyDraft::importFile(const QByteArray &content, bool replace)
{
    if (content.size() > maxImportBytes) {
        Q_EMIT failed(Problem::of(
            ProblemCode::TooLarge,
            tr("The file has %1 bytes; the window sends at most %2.").arg(content.size()).arg(maxImportBytes),
            tr("Import it over REST, or in two files.")));
        return;
    }
    setBusy(true);
    api::ImportVocabularyRequest request;
    request.id = m_connection;
    request.content = QString::fromUtf8(content);
    request.mode = replace ? QStringLiteral("replace") : QStringLiteral("merge");
    request.baseRevision = m_saved.revision;
    m_session.call<api::VocabularyImported>("vocabulary.import", request, this,
                                            [this](const Result<api::VocabularyImported> &answer) {
                                                setBusy(false);
                                                if (!answer)
                                                    return takeProblem(answer.error());
                                                adopt(answer->state);
                                                Q_EMIT imported(answer->dropped);
                                            });
}

void VocabularyDraft::exportFile(std::function<void(const api::VocabularyExport &)> done)
{
    m_session.call<api::VocabularyExport>("vocabulary.export", api::VocabularyRequest{m_connection}, this,
                                          [this, done = std::move(done)](const Result<api::VocabularyExport> &answer) {
                                              if (answer)
                                                  done(*answer);
                                              else
                                                  takeProblem(answer.error());
                                          });
}

QString VocabularyDraft::issueOf(VocabularySection section, size_t row) const
{
    const QString entry =
        QStringLiteral("vocabulary.") + fieldOf(section) + u'[' + QString::number(qulonglong(row)) + u']';
    const auto found =
        std::ranges::find_if(m_issues, [&](const api::VocabularyIssue &issue) { return issue.path.startsWith(entry); });
    return found == m_issues.end() ? QString() : found->message;
}

int VocabularyDraft::issueCount(VocabularySection section) const
{
    const QString list = QStringLiteral("vocabulary.") + fieldOf(section);
    return int(std::ranges::count_if(m_issues,
                                     [&](const api::VocabularyIssue &issue) { return issue.path.startsWith(list); }));
}

void VocabularyDraft::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT changed();
}

void VocabularyDraft::takeProblem(const Problem &problem)
{
    if (problem.code == ProblemCode::Conflict)
        Q_EMIT conflicted(problem);
    else
        Q_EMIT failed(problem);
}

} // namespace tabletalk::ui
