// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/BuiltInEmbedder.h"

#include "core/search/PassageIndex.h"
#include "core/search/Subspace.h"

#include <QDataStream>
#include <QIODevice>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace tabletalk::search {

namespace {

constexpr quint32 magic = 0x7474'4c53; // "ttLS"
constexpr quint16 format = 1;

/// How much of a word a passage has: further times count less; headings and names count as the text does.
double dampened(const PartFigures &counts)
{
    const double all = counts.body + counts.heading + counts.name;
    return all > 0 ? 1.0 + std::log(all) : 0.0;
}

struct Learned
{
    QString term;
    double weight = 0;
    std::vector<SparseMatrix::Entry> entries;
};

/// Fewer directions than passages, or each passage would be a direction of its own and nothing be learned.
size_t rankFor(size_t passages)
{
    return (passages * 3 + 4) / 5;
}

/// Every n-th passage, so that old and new ones are among them.
QHash<qint64, quint32> chosen(const std::vector<qint64> &labels, size_t most)
{
    QHash<qint64, quint32> columns;
    const size_t wanted = std::min(labels.size(), most);
    for (size_t i = 0; i < wanted; ++i)
        columns.insert(labels[i * labels.size() / wanted], quint32(i));
    return columns;
}

/// Words that say something: not in a single passage alone where there are many; of too many, the more frequent.
std::vector<Learned> wordsToLearn(const PassageIndex &passages, const QHash<qint64, quint32> &columns, size_t most)
{
    constexpr qsizetype few = 50; // passages, of which each word says something
    const size_t least = passages.size() < few ? 1 : 2;
    std::vector<Learned> words;
    passages.forEachTerm([&](const QString &term, const std::vector<PassageIndex::Occurrence> &occurrences) {
        Learned word;
        word.term = term;
        word.weight = inverseFrequency(double(occurrences.size()), double(passages.size()));
        for (const auto &occurrence : occurrences) {
            if (const auto at = columns.constFind(occurrence.label); at != columns.constEnd())
                word.entries.push_back({*at, float(word.weight * dampened(occurrence.counts))});
        }
        if (word.entries.size() >= least)
            words.push_back(std::move(word));
    });
    if (words.size() > most) {
        std::ranges::stable_sort(words, std::ranges::greater(),
                                 [](const Learned &each) { return each.entries.size(); });
        words.resize(most);
        std::ranges::sort(words, {}, &Learned::term);
    }
    return words;
}

/// So that long passages do not decide what directions there are.
void normaliseColumns(SparseMatrix &matrix)
{
    std::vector<double> squares(matrix.columns, 0.0);
    for (const auto &row : matrix.rows) {
        for (const auto &entry : row)
            squares[entry.column] += double(entry.value) * entry.value;
    }
    for (auto &row : matrix.rows) {
        for (auto &entry : row)
            entry.value = float(entry.value / std::sqrt(squares[entry.column]));
    }
}

QSet<QString> lettersOf(const QString &word)
{
    constexpr qsizetype letters = 3;
    const QString marked = u'<' + word + u'>';
    QSet<QString> parts;
    for (qsizetype i = 0; i + letters <= marked.size(); ++i)
        parts.insert(marked.mid(i, letters));
    return parts;
}

} // namespace

std::optional<BuiltInEmbedder> BuiltInEmbedder::learn(const PassageIndex &passages, const std::stop_token &stop)
{
    if (passages.size() < fewestPassages)
        return std::nullopt;
    const auto columns = chosen(passages.labels(), mostPassages);
    std::vector<Learned> words = wordsToLearn(passages, columns, mostWords);
    const size_t rank = std::min({size_t(mostDimensions), rankFor(size_t(columns.size())), words.size()});
    SparseMatrix matrix;
    matrix.columns = size_t(columns.size());
    for (Learned &word : words)
        matrix.rows.push_back(std::move(word.entries));
    normaliseColumns(matrix);
    const std::vector<float> basis = dominantSubspace(matrix, rank, stop);
    if (basis.empty())
        return std::nullopt;
    BuiltInEmbedder embedder;
    embedder.m_dimensions = int(rank);
    embedder.m_vectors.resize(basis.size());
    qFloatToFloat16(embedder.m_vectors.data(), basis.data(), qsizetype(basis.size()));
    for (size_t i = 0; i < words.size(); ++i) {
        embedder.m_words.insert(words[i].term, quint32(i));
        embedder.m_weights.push_back(float(words[i].weight));
    }
    return embedder;
}

qsizetype BuiltInEmbedder::bytes() const
{
    constexpr qsizetype perWord = 80;
    return qsizetype(m_vectors.size() * sizeof(qfloat16)) + m_words.size() * perWord;
}

void BuiltInEmbedder::addWord(const QString &term, double weight, std::vector<float> &sum) const
{
    const auto at = m_words.constFind(term);
    if (at == m_words.constEnd())
        return;
    const qfloat16 *vector = m_vectors.data() + qsizetype(*at) * m_dimensions;
    const auto factor = float(weight * m_weights[*at]);
    for (int i = 0; i < m_dimensions; ++i)
        sum[size_t(i)] += factor * float(vector[i]);
}

/// Words that share most of its letters stand for it, the nearer the more.
void BuiltInEmbedder::addUnknown(const QString &term, double weight, std::vector<float> &sum) const
{
    constexpr qsizetype shortest = 5;
    constexpr double nearest = 0.6; // of Dice's measure
    constexpr size_t most = 3;
    if (term.size() < shortest)
        return;
    const QSet<QString> letters = lettersOf(term);
    std::vector<std::pair<double, QString>> near;
    for (auto word = m_words.cbegin(); word != m_words.cend(); ++word) {
        if (std::abs(word.key().size() - term.size()) > term.size() / 2)
            continue;
        QSet<QString> shared = lettersOf(word.key());
        const double all = double(shared.size() + letters.size());
        const double alike = 2.0 * double(shared.intersect(letters).size()) / all;
        if (alike >= nearest)
            near.emplace_back(alike, word.key());
    }
    std::ranges::sort(near, std::ranges::greater());
    near.resize(std::min(near.size(), most));
    double all = 0;
    for (const auto &each : near)
        all += each.first;
    for (const auto &[alike, word] : near)
        addWord(word, weight * alike * alike / all, sum);
}

std::vector<float> BuiltInEmbedder::embed(const TermCounts &counts, Unknown unknown) const
{
    std::vector<float> sum(size_t(m_dimensions), 0.0F);
    for (const TermCount &count : counts.terms) {
        const double weight = dampened({double(count.body), double(count.heading), double(count.name)});
        if (m_words.contains(count.term))
            addWord(count.term, weight, sum);
        else if (unknown == Unknown::Guessed)
            addUnknown(count.term, weight, sum);
    }
    double square = 0;
    for (const float each : sum)
        square += double(each) * each;
    if (square > 0) {
        for (float &each : sum)
            each = float(each / std::sqrt(square));
    }
    return sum;
}

QByteArray BuiltInEmbedder::toBytes() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    stream << magic << format << qint32(m_dimensions) << quint32(m_weights.size());
    std::vector<QString> terms(m_weights.size());
    for (auto word = m_words.cbegin(); word != m_words.cend(); ++word)
        terms[*word] = word.key();
    for (size_t i = 0; i < terms.size(); ++i) {
        stream << terms[i].toUtf8() << m_weights[i];
        for (int d = 0; d < m_dimensions; ++d)
            stream << m_vectors[i * size_t(m_dimensions) + size_t(d)];
    }
    return bytes;
}

std::optional<BuiltInEmbedder> BuiltInEmbedder::fromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    quint32 mark = 0;
    quint16 version = 0;
    qint32 dimensions = 0;
    quint32 words = 0;
    stream >> mark >> version >> dimensions >> words;
    if (mark != magic || version != format || dimensions < 1 || dimensions > mostDimensions || words > mostWords)
        return std::nullopt;
    BuiltInEmbedder embedder;
    embedder.m_dimensions = dimensions;
    embedder.m_weights.resize(words);
    embedder.m_vectors.resize(size_t(words) * size_t(dimensions));
    for (quint32 i = 0; i < words; ++i) {
        QByteArray term;
        stream >> term >> embedder.m_weights[i];
        embedder.m_words.insert(QString::fromUtf8(term), i);
        for (int d = 0; d < dimensions; ++d)
            stream >> embedder.m_vectors[size_t(i) * size_t(dimensions) + size_t(d)];
    }
    if (stream.status() != QDataStream::Ok || !stream.atEnd())
        return std::nullopt;
    return embedder;
}

} // namespace tabletalk::search
