// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/TermCounts.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <qfloat16.h>

#include <optional>
#include <stop_token>
#include <vector>

namespace tabletalk::search {

class PassageIndex;

/// Turns texts into vectors that lie near each other when the texts are about the same, without a language model:
/// latent semantic analysis (Deerwester et al., 1990) of a workspace's own passages. Words that occur in the same
/// passages get similar vectors, so that a passage is found that says it in other words. A word that it has not learned
/// is put together of learned ones that share its letters. What it is, depends on nothing but the passages it learned
/// from. Immutable; thread-safe.
class BuiltInEmbedder
{
public:
    /// Of at most so many of the passages and words. Nothing when there are too few to learn from, or when it was asked
    /// to stop.
    static std::optional<BuiltInEmbedder> learn(const PassageIndex &passages, const std::stop_token &stop = {});

    int dimensions() const { return m_dimensions; }
    qsizetype words() const { return m_words.size(); }
    qsizetype bytes() const;

    /// Of length 1; all 0 when it knows none of the words. Passages have enough words that it knows; those of a query
    /// that it does not know are guessed.
    enum class Unknown { Skipped, Guessed };
    std::vector<float> embed(const TermCounts &counts, Unknown unknown) const;

    QByteArray toBytes() const;
    static std::optional<BuiltInEmbedder> fromBytes(const QByteArray &bytes);

    static constexpr int mostDimensions = 256;
    static constexpr size_t mostWords = 30'000;
    static constexpr size_t mostPassages = 20'000;
    static constexpr qsizetype fewestPassages = 1;

private:
    BuiltInEmbedder() = default;
    void addWord(const QString &term, double weight, std::vector<float> &sum) const;
    void addUnknown(const QString &term, double weight, std::vector<float> &sum) const;

    int m_dimensions = 0;
    QHash<QString, quint32> m_words;
    std::vector<float> m_weights; ///< inverse frequency of each word
    std::vector<qfloat16> m_vectors;
};

} // namespace tabletalk::search
