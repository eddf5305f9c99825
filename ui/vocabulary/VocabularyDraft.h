// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Vocabulary.h"
#include "core/base/Problem.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace tabletalk::ui {

class Session;

/// The lists of a vocabulary, in the order in which they are shown.
enum class VocabularySection { Words, Metrics, Hidden, Joins, Descriptions };

/// A message of the wire as a sentence of its own: it begins with a capital.
QString asSentence(const QString &message);

/// "synonyms", "metrics", …: the list's name in paths of issues.
QString fieldOf(VocabularySection section);
size_t entryCount(const Vocabulary &vocabulary, VocabularySection section);
void removeEntry(Vocabulary &vocabulary, VocabularySection section, size_t row);

/// The vocabulary of one connection while it is edited: what the server has, what was
/// changed since, and what the server says is wrong with it.
class VocabularyDraft : public QObject
{
    Q_OBJECT

public:
    explicit VocabularyDraft(Session &session, QObject *parent = nullptr);

    /// Forgets what was edited and reads another connection's.
    void open(ConnectionId connection);
    /// Reads the newest revision; what was edited is lost.
    void reload();
    /// Reads the newest revision and puts what was edited on top of it.
    void rebase();
    void discard();
    void save(const QString &note);
    void restore(qint64 revision);
    void importFile(const QByteArray &content, bool replace);
    void exportFile(std::function<void(const api::VocabularyExport &)> done);

    ConnectionId connection() const { return m_connection; }
    const Vocabulary &vocabulary() const { return m_vocabulary; }
    const api::VocabularyState &saved() const { return m_saved; }
    void setVocabulary(Vocabulary vocabulary);
    bool isLoaded() const { return m_loaded; }
    bool isDirty() const { return !(m_vocabulary == m_saved.vocabulary); }
    bool isBusy() const { return m_busy; }

    const std::vector<api::VocabularyIssue> &issues() const { return m_issues; }
    /// What is wrong with one entry; empty when nothing is.
    QString issueOf(VocabularySection section, size_t row) const;
    int issueCount(VocabularySection section) const;

    /// What would be wrong with another vocabulary; for a form that is being filled in.
    void check(const Vocabulary &vocabulary, QObject *context,
               std::function<void(const std::vector<api::VocabularyIssue> &)> done);

Q_SIGNALS:
    void loaded();
    void changed(); ///< the draft, its issues, or whether it is busy
    void savedNow(const QString &text);
    void conflicted(const tabletalk::Problem &problem);
    void failed(const tabletalk::Problem &problem);
    void imported(const std::vector<tabletalk::api::VocabularyIssue> &dropped);

private:
    void fetch(bool keepsEdits);
    void adopt(const api::VocabularyState &state);
    void checkNow();
    void setBusy(bool busy);
    void takeProblem(const Problem &problem);

    Session &m_session;
    ConnectionId m_connection;
    api::VocabularyState m_saved;
    Vocabulary m_vocabulary;
    std::vector<api::VocabularyIssue> m_issues;
    bool m_loaded = false;
    bool m_busy = false;
    QTimer m_checkTimer;
};

} // namespace tabletalk::ui
