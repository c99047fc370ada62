package io.vecurrent.jmh.report;

/**
 * What bfloat16 weights change in a trained model's outputs.
 *
 * @param model what was trained on what, in a few words
 * @param largestOutputError largest absolute difference of a hidden unit's output
 * @param largestLogitError largest absolute difference of a logit
 * @param largestProbabilityError largest absolute difference of a probability after softmax
 * @param bitsFloat32 held-out bits a character with fp32 weights; null for a model of something
 *     else
 * @param bitsBfloat16 the same with bfloat16 weights
 */
public record Bfloat16Error(
    String model,
    double largestOutputError,
    double largestLogitError,
    double largestProbabilityError,
    Double bitsFloat32,
    Double bitsBfloat16) {}
