package io.vecurrent.rnn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
@Tag("once")
class ArchitectureTest {
  private static final String ROOT = "io.vecurrent.rnn";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void classesAreFound() {
    assertTrue(CLASSES.contain(Network.class) && !CLASSES.contain(ArchitectureTest.class));
    assertTrue(CLASSES.stream().anyMatch(c -> c.getPackageName().equals(ROOT + ".layer")));
  }

  @Test
  void nothingNamesTheVectorModule() {
    noClasses().should().dependOnClassesThat(resideInAPackage("jdk..")).check(CLASSES);
  }

  @Test
  void nothingButTheBaseModuleAndTheKernelsPublicPart() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + "..",
                "io.vecurrent.kernels",
                "io.vecurrent.kernels.internal",
                "java.io",
                "java.lang..",
                "java.math",
                "java.nio..",
                "java.util..",
                // Array types have no package.
                ""))
        .check(CLASSES);
  }

  @Test
  void layersKnowNeitherNetworksNorFiles() {
    noClasses()
        .that(resideInAPackage(ROOT + ".layer"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT, ROOT + ".optim", ROOT + ".safetensors"))
        .check(CLASSES);
  }

  @Test
  void filesKnowNothingButTheirException() {
    noClasses()
        .that(resideInAPackage(ROOT + ".safetensors"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT, ROOT + ".layer", ROOT + ".optim")
                .and(not(type(ModelFormatException.class))))
        .check(CLASSES);
  }

  @Test
  void optimizersKnowParametersOnly() {
    noClasses()
        .that(resideInAPackage(ROOT + ".optim"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT, ROOT + ".layer", ROOT + ".safetensors")
                .and(not(type(Parameters.class))))
        .check(CLASSES);
  }

  @Test
  void networksDoNotKnowOptimizers() {
    noClasses()
        .that(resideInAnyPackage(ROOT, ROOT + ".layer"))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".optim"))
        .check(CLASSES);
  }

  @Test
  void nothingPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }

  @Test
  void nothingButATeamKnowsThreads() {
    noClasses()
        .that(resideOutsideOfPackage(ROOT + ".team"))
        .should()
        .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(Executor.class)))
        .orShould()
        .dependOnClassesThat(type(Executors.class))
        .check(CLASSES);
  }

  @Test
  void publicClassesAreFinalOrSealedByPackagePrivateConstructors() {
    for (JavaClass c : CLASSES) {
      boolean open =
          c.getModifiers().contains(JavaModifier.PUBLIC)
              && !c.isInterface()
              && !c.isEnum()
              && !c.getModifiers().contains(JavaModifier.FINAL);
      boolean extensible =
          c.getConstructors().stream()
              .anyMatch(
                  constructor ->
                      constructor.getModifiers().contains(JavaModifier.PUBLIC)
                          || constructor.getModifiers().contains(JavaModifier.PROTECTED));
      assertTrue(!open || !extensible, c.getName() + " can be extended by anybody");
    }
  }
}
